import { existsSync } from "node:fs";
import { z } from "zod";
import { coinbaseUrl } from "./standIns.ts";
import type { MarketFlags } from "./flags.ts";
import type { Home } from "./home.ts";

const COINBASE = "https://api.coinbase.com";
const PATIENCE_MS = 3_000;

const answer = z.object({ epochMillis: z.coerce.string().regex(/^\d{13}$/) });

/** Whether Coinbase answers, asked of its public clock: an error, a login page or silence is a no. Never throws. */
export async function coinbaseAnswers(
  baseUrl: string = coinbaseUrl() ?? COINBASE,
  patienceMs: number = PATIENCE_MS,
): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(patienceMs);
    const response = await fetch(`${baseUrl}/api/v3/brokerage/time`, { signal, redirect: "error" });
    return response.ok && answer.safeParse(await response.json()).success;
  } catch {
    return false;
  }
}

export interface Resolved {
  readonly flags: MarketFlags;
  /** What was chosen and why, for the operator; null when there was nothing to choose. */
  readonly line: string | null;
}

/**
 * Settles `--market auto`, which is also what no `--market` means: once, when a paper account is opened, and the account
 * is bound to the choice. An account that is there keeps its market. To be called before a gate is started.
 */
export async function resolveAuto(
  flags: MarketFlags,
  home: Pick<Home, "gateDb">,
  answers: () => Promise<boolean> = () => coinbaseAnswers(),
): Promise<Resolved> {
  const { market: named, ...rest } = flags;
  const isAuto = named === undefined || (named.length === 1 && named[0] === "auto");
  if (!isAuto || flags.mode === "live") return { flags, line: null };
  if (existsSync(home.gateDb)) return { flags: rest, line: null };
  const choose = (market: "coinbase" | "sim", why: string): Resolved => ({
    flags: { ...rest, market: [market] },
    line: `market: ${market} (${why})`,
  });
  // Only the synthetic market has a seed or a speed.
  if (flags.seed !== undefined) return choose("sim", "a seed was given");
  if (flags.speed !== undefined) return choose("sim", "a speed was given");
  if (await answers()) return choose("coinbase", "Coinbase answers: real prices, paper money");
  return choose("sim", "Coinbase does not answer: a synthetic market");
}
