import { seededRandom } from "../../random.ts";
import type { Money } from "../../money.ts";
import type { Timestamp } from "../../time.ts";
import type { Symbol } from "../candle.ts";
import { outages } from "./outages.ts";
import { type RegimeName, regimes } from "./regime.ts";
import { commonShock } from "./shock.ts";
import { type SyntheticBar, symbolPath } from "./symbolPath.ts";
import { FACTORS, logVolatility } from "./volatility.ts";

export interface SyntheticOptions {
  readonly seed: string | number;
  readonly symbols: readonly Symbol[];
  readonly timeframeMs: number;
  /** Open time of the first candle. */
  readonly epoch: Timestamp;
  /** The symbol's price increment: candles are on that grid, and never below one increment. */
  readonly priceIncrement: (symbol: Symbol) => Money;
}

/** One step of the market clock. Without candles: the venue is out. `regime` is the truth, for tests alone. */
export interface SyntheticStep {
  readonly ts: Timestamp;
  readonly candles: readonly SyntheticBar[];
  readonly regime: RegimeName;
}

/**
 * A market that has what matters of a real one (volatility that clusters, fat tails, jumps, regimes, correlated symbols,
 * outages) and no edge, unless the seed asks for one (planted.ts). Same options, same candles, so that gate and agent see one path; a symbol's
 * path does not depend on which others are asked for.
 */
export function syntheticMarket(options: SyntheticOptions): { next(): SyntheticStep } {
  const { seed, symbols, timeframeMs, epoch, priceIncrement } = options;
  const stream = (name: string) => seededRandom(seed, `synthetic ${name}`);
  const slow = logVolatility(FACTORS.slice(1), stream("volatility"));
  const regime = regimes(stream("regime"));
  const isOut = outages(stream("outages"));
  const shocks = stream("shocks");
  const paths = symbols.map((symbol) =>
    symbolPath({ symbol, seed, timeframeMs, priceIncrement: priceIncrement(symbol) }),
  );
  let ts = epoch - timeframeMs;
  return {
    next() {
      ts += timeframeMs;
      const bar = { ts, regime: regime(), slowLogVolatility: slow(), shock: commonShock(shocks) };
      const candles = paths.map((path) => path(bar));
      return { ts, candles: isOut() ? [] : candles, regime: bar.regime.name };
    },
  };
}
