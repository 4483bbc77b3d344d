import type { Symbol } from "../../store/market/candle.ts";
import type { RuleDocument } from "../../store/rules/document.ts";
import type { Timestamp } from "../../store/time.ts";
import { medianOf } from "../statistics/quantile.ts";
import type { DataCut } from "./evaluation.ts";
import type { Dated, Extent } from "./stretch.ts";

/** So much of a time has to be seen: with less, what happened in it is not known. Short outages happen to everybody. */
export const LEAST_COVERED = 0.5;

/**
 * Candles do not tell whether one is missing or nobody traded: where nobody trades there is none. What tells is how often
 * that market trades otherwise. Of candles that come by chance one in 2^10 follows the one before at more than ten times
 * the median distance (of an exponential distribution the share 2^-n lies beyond n medians); a silence as long as that is
 * taken for an outage. Counted against all that a clock could hold, a market that trades in two of five minutes would never
 * be seen at all; and the mean distance, other than the median, grows with every outage until it hides them.
 */
const SILENCE = 10;

type Trading = Pick<RuleDocument, "symbols">;

/** The share of a time that is seen, 0 to 1, and of which market: the one of which least is. */
export interface Covered {
  readonly share: number;
  readonly symbol: Symbol;
}

/**
 * How far the candles of a cut tell what happened in it to rules: of the markets that one of them may trade, and of no
 * others, since a market that lacks candles says nothing about rules that never go there.
 */
export interface Coverage {
  readonly to: Timestamp;
  /** What lies outside of the cut is not seen, nor is anything where none of them trades. */
  readonly covered: (time: Extent, rules: readonly Trading[]) => Covered;
  /** When that many candles of every such market have closed, from the beginning on; null when there are fewer. */
  readonly warmAfter: (bars: number, rules: readonly Trading[]) => Timestamp | null;
}

/** @param markets candles of the cut alone. */
export function coverageOf(markets: readonly Dated[], cut: DataCut): Coverage {
  const silent = new Map(markets.map((market) => [market.symbol, silencesIn(market, cut)]));
  return {
    to: cut.to,
    covered(time, rules) {
      const shares = tradedBy(markets, rules).map(({ symbol }) => ({
        symbol,
        share: 1 - within(time, silent.get(symbol) ?? []) / (time.to - time.from),
      }));
      const [first = { symbol: namedBy(rules), share: 0 }, ...others] = shares;
      return others.reduce((least, each) => (each.share < least.share ? each : least), first);
    },
    warmAfter(bars, rules) {
      const warm = tradedBy(markets, rules).map(({ candleMs, columns: { ts, length } }) =>
        bars > length ? null : ts[Math.max(0, bars - 1)]! + candleMs,
      );
      return warm.length === 0 || warm.includes(null) ? null : Math.max(...warm.filter((each) => each !== null));
    },
  };
}

const tradedBy = (markets: readonly Dated[], rules: readonly Trading[]): readonly Dated[] =>
  markets.filter(({ symbol }) => rules.some(({ symbols }) => symbols === "any" || symbols.includes(symbol)));

const namedBy = (rules: readonly Trading[]): Symbol =>
  rules.map(({ symbols }) => (symbols === "any" ? "any symbol" : symbols.join(", "))).join(", ");

/** When a market was not seen: before and after the cut, and where it is silent for longer than it ever is by chance. */
function silencesIn({ candleMs, columns: { ts, length } }: Dated, { from, to }: DataCut): readonly Extent[] {
  const distances = Array.from({ length: Math.max(0, length - 1) }, (_, i) => ts[i + 1]! - ts[i]!);
  const longest = SILENCE * Math.max(candleMs, distances.length === 0 ? 0 : medianOf(distances));
  const silences: Extent[] = [{ from: Number.NEGATIVE_INFINITY, to: from }];
  let seen = from - candleMs;
  for (let i = 0; i <= length; i++) {
    const next = i === length ? to : ts[i]!;
    if (next - seen > longest) silences.push({ from: Math.max(from, seen + candleMs), to: next });
    seen = next;
  }
  silences.push({ from: to, to: Number.POSITIVE_INFINITY });
  return silences;
}

const within = ({ from, to }: Extent, holes: readonly Extent[]): number =>
  holes.reduce((sum, hole) => sum + Math.max(0, Math.min(to, hole.to) - Math.max(from, hole.from)), 0);
