import type { Candle } from "../../store/market/candle.ts";

/** As many candles as the longest warm-up of a rule, and some more so that they are not cut at every candle. */
const KEPT = 5_000;
const SLACK = 1_000;

/** The candles seen of each symbol, oldest first: what a rule that comes later is warmed with. */
export class CandleBook {
  readonly #bySymbol = new Map<string, Candle[]>();

  of(symbol: string): readonly Candle[] {
    return this.#bySymbol.get(symbol) ?? [];
  }

  /** False when it is not newer than the last one: seen already. */
  push(symbol: string, candle: Candle): boolean {
    const candles = this.#bySymbol.get(symbol) ?? [];
    if (candle.ts <= (candles.at(-1)?.ts ?? Number.NEGATIVE_INFINITY)) return false;
    candles.push(candle);
    const cut = candles.length > KEPT + SLACK ? candles.slice(-KEPT) : candles;
    this.#bySymbol.set(symbol, cut);
    return true;
  }

  /** Candles closed since a fill at `openedAt`, the fill's own included. Beyond what is kept, counted by the clock. */
  barsSince(symbol: string, openedAt: number, candleMs: number): number {
    const candles = this.of(symbol);
    const [first] = candles;
    const seen = candles.length - firstAfter(candles, openedAt - candleMs);
    if (first === undefined || first.ts <= openedAt) return seen;
    return seen + Math.ceil((first.ts - openedAt) / candleMs);
  }
}

/** Index of the first candle that opened after `ts`. */
function firstAfter(candles: readonly Candle[], ts: number): number {
  let [low, high] = [0, candles.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((candles[middle]?.ts ?? 0) > ts) high = middle;
    else low = middle + 1;
  }
  return low;
}
