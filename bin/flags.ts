import { resolve } from "node:path";
import { z } from "zod";
import { inputError } from "../src/store/input.ts";
import { timeframe } from "../src/store/time.ts";
import { symbol } from "../src/store/words/intent.ts";

/** Flags that shape a market and an account, as typed. */
export const marketFlags = z.strictObject({
  mode: z.enum(["paper", "live"]).optional(),
  market: z.array(z.string().min(1)).min(1).optional(),
  symbols: z.string().optional(),
  timeframe: timeframe.optional(),
  seed: z.string().min(1).max(100).optional(),
  speed: z
    .string()
    .refine((text) => text === "max" || (Number(text) > 0 && Number(text) <= 1_000_000), "a number above 0, or max")
    .optional(),
  until: z.string().optional(),
});
export type MarketFlags = z.infer<typeof marketFlags>;

/** The flags after their wall. @throws InputError "--speed: what; what to do". */
export function parseMarketFlags(flags: Readonly<Record<string, unknown>>): MarketFlags {
  const known = Object.keys(marketFlags.shape);
  // A flag that may be repeated and was not given is an empty list.
  const given = Object.fromEntries(
    Object.entries(flags).filter(
      ([key, value]) => known.includes(key) && value !== undefined && !(Array.isArray(value) && value.length === 0),
    ),
  );
  const parsed = marketFlags.safeParse(given);
  if (parsed.success) return { ...parsed.data, market: parsed.data.market?.map(absolute) };
  const issue = parsed.error.issues[0];
  throw inputError(`--${issue?.path[0]?.toString() ?? "?"}`, issue?.message ?? "not usable", "see `trade --help`");
}

/** A recording's path as every process of ours sees it, wherever it was started. */
const absolute = (market: string): string =>
  market.replace(
    /^(replay:(?:[A-Z0-9_]+\/[A-Z0-9]+=)?)(.+)$/,
    (_all, head: string, path: string) => head + resolve(path),
  );

export const speedOf = (text: string): number | "max" => (text === "max" ? "max" : Number(text));

/** "BTC/USD,ETH/USD" → a list. @throws InputError. */
export function symbolsOf(text: string): string[] {
  return text.split(",").map((part) => {
    const parsed = symbol.safeParse(part.trim());
    if (!parsed.success) throw inputError("--symbols", `"${part}" is no symbol`, "write BTC/USD,ETH/USD");
    return parsed.data;
  });
}

/** How many ticks a run is to have: null for all there are. @throws InputError. */
export function untilOf(text: string | undefined): number | null {
  if (text === undefined || text === "end") return null;
  const count = Number(text);
  if (Number.isSafeInteger(count) && count > 0) return count;
  throw inputError("--until", `"${text}" is not understood`, "write `end` or a number of candles");
}
