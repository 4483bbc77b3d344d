import type { Candle } from "../../store/market/candle.ts";

/**
 * Makes longer candles of the rule's own, and shows each once it has closed: at the close of its last part, or, where that
 * one is missing, with the first candle after it. One that was not seen from its beginning is left out.
 */
export class HigherCandles {
  readonly #lengthMs: number;
  readonly #candleMs: number | null;
  readonly #closed: (candle: Candle) => void;
  #half: number | null = null;
  #open: { -readonly [Field in keyof Candle]: Candle[Field] } | null = null;

  /**
   * @param candleMs length of the candles that come in; null when it is not known: then a longer one is only known to be
   * over when the next one begins.
   * @throws RangeError unless the longer candles are whole multiples of these.
   */
  constructor(lengthMs: number, candleMs: number | null, closed: (candle: Candle) => void) {
    if (candleMs !== null && !(lengthMs > candleMs && lengthMs % candleMs === 0)) {
      throw new RangeError(`candles of ${lengthMs} ms cannot be made of candles of ${candleMs} ms`);
    }
    this.#lengthMs = lengthMs;
    this.#candleMs = candleMs;
    this.#closed = closed;
  }

  next({ ts, open, high, low, close, volume }: Candle): void {
    const begin = Math.floor(ts / this.#lengthMs) * this.#lengthMs;
    // The candle in whose middle the market was first seen.
    this.#half ??= ts === begin ? Number.NaN : begin;
    if (begin === this.#half) return;
    if (this.#open !== null && this.#open.ts !== begin) this.#close(this.#open);
    const growing = this.#open;
    if (growing !== null) {
      growing.high = Math.max(growing.high, high);
      growing.low = Math.min(growing.low, low);
      growing.close = close;
      growing.volume += volume;
    } else this.#open = { ts: begin, open, high, low, close, volume };
    if (this.#open !== null && this.#candleMs !== null && ts + this.#candleMs >= begin + this.#lengthMs) {
      this.#close(this.#open);
    }
  }

  #close(candle: Candle): void {
    this.#open = null;
    this.#closed(candle);
  }
}
