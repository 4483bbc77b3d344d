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
    .refine((text) => text === "max" || (Number(text) > 0 && Number(text) <= 1_000_000))
    .optional(),
  until: z
    .string()
    .refine((text) => text === "end" || (Number.isSafeInteger(Number(text)) && Number(text) > 0))
    .optional(),
  /** What a new account begins with, instead of the starter rules. */
  rules: z.string().min(1).optional(),
});
export type MarketFlags = z.infer<typeof marketFlags>;

/** What to write instead of what was not understood. */
const REMEDIES: Readonly<Record<keyof MarketFlags, string>> = {
  mode: "write paper or live",
  market: "write auto, sim, coinbase, an exchange's id in ccxt, or replay:[SYMBOL=]FILE",
  symbols: "write BTC/USD,ETH/USD",
  timeframe: `write one of ${timeframe.options.join(", ")}`,
  seed: "write a word of 1 to 100 letters",
  speed: "write a number from above 0 to 1000000, or max",
  until: "write `end` or a number of candles",
  rules: "write the path of a file of rules",
};

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
  if (parsed.success) {
    const { market, rules, ...rest } = parsed.data;
    return { ...rest, market: market?.map(absolute), rules: rules === undefined ? undefined : resolve(rules) };
  }
  const flag = String(parsed.error.issues[0]?.path[0]) as keyof MarketFlags;
  throw inputError(`--${flag}`, `"${String(given[flag]).slice(0, 100)}" is not understood`, REMEDIES[flag]);
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

/** How many ticks a run is to have: null for all there are. */
export const untilOf = (text: string | undefined): number | null =>
  text === undefined || text === "end" ? null : Number(text);
