import type { Hello } from "../../gate/contract/agentVerbs.ts";
import { type IdSource, idSource } from "../../store/ids.ts";
import type { Journal } from "../../store/journal/journal.ts";
import { type Random, seededRandom } from "../../store/random.ts";
import type { Clock, Timestamp } from "../../store/time.ts";

export interface MarketTime {
  readonly now: Clock;
  readonly moveTo: (at: Timestamp) => void;
  readonly nextId: IdSource;
}

/**
 * Market time and ids. With real data: the wall clock and true chance. In sim and replay both come from the market
 * itself, so that the same run gives the same ids; what the journal holds already goes into the seed, so that a process
 * that starts again draws others.
 */
export function marketTime(
  { binding: { market } }: Hello,
  journal: Pick<Journal, "head" | "read">,
  /** Open time of the market's first candle, for a journal that is empty. */
  openingTs: Timestamp,
  real: { readonly wallClock: Clock; readonly random: Random },
): MarketTime {
  if (market.kind === "coinbase" || market.kind === "ccxt") {
    return { now: real.wallClock, moveTo: () => {}, nextId: idSource(real.wallClock, real.random) };
  }
  const { seq } = journal.head();
  const seed = market.kind === "sim" ? market.seed : market.files.map(({ sha256 }) => sha256).join(" ");
  let at = journal.read(seq, 1)[0]?.ts ?? (market.kind === "sim" ? market.epoch : openingTs);
  const now = () => at;
  const random = seededRandom(seed, seq === 0 ? "agent" : `agent ${seq}`);
  return { now, moveTo: (to) => void (at = Math.max(at, to)), nextId: idSource(now, random) };
}
