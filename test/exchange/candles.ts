/** One candle as it is kept: numbers, since nothing is reckoned with them here. `ts` is the open time in ms. */
export interface KeptCandle {
  readonly ts: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
}

const MINUTE_MS = 60_000;
const GRANULARITIES: Readonly<Record<string, number>> = {
  ONE_MINUTE: 1,
  FIVE_MINUTE: 5,
  FIFTEEN_MINUTE: 15,
  THIRTY_MINUTE: 30,
  ONE_HOUR: 60,
  TWO_HOUR: 120,
  SIX_HOUR: 360,
  ONE_DAY: 1_440,
};
const PAGE = 350;

/** A product's candles, made of every price it had; kept by the minute and put together for whatever is asked. */
export class Candles {
  readonly #minutes = new Map<number, KeptCandle>();

  record(price: number, at: number): void {
    const ts = Math.floor(at / MINUTE_MS) * MINUTE_MS;
    this.add({ ts, open: price, high: price, low: price, close: price, volume: 1 });
  }

  /** A candle of a minute, or of the minute that a longer one begins with. */
  add(candle: KeptCandle): void {
    const known = this.#minutes.get(candle.ts);
    this.#minutes.set(candle.ts, known === undefined ? candle : joined(known, candle));
  }

  /** Those that open from `start` to `end` (seconds, both included), newest first, as Coinbase writes them. */
  page(granularity: string, start: number, end: number): readonly object[] {
    const lengthMs = (GRANULARITIES[granularity] ?? 1) * MINUTE_MS;
    const bars = new Map<number, KeptCandle>();
    for (const candle of [...this.#minutes.values()].toSorted((a, b) => a.ts - b.ts)) {
      const ts = Math.floor(candle.ts / lengthMs) * lengthMs;
      if (ts < start * 1_000 || ts > end * 1_000) continue;
      const known = bars.get(ts);
      bars.set(ts, known === undefined ? { ...candle, ts } : joined(known, candle));
    }
    return [...bars.values()].slice(-PAGE).toReversed().map(candleJson);
  }
}

const joined = (first: KeptCandle, then: KeptCandle): KeptCandle => ({
  ...first,
  high: Math.max(first.high, then.high),
  low: Math.min(first.low, then.low),
  close: then.close,
  volume: first.volume + then.volume,
});

const candleJson = ({ ts, open, high, low, close, volume }: KeptCandle) => ({
  start: String(ts / 1_000),
  low: String(low),
  high: String(high),
  open: String(open),
  close: String(close),
  volume: String(volume),
});
