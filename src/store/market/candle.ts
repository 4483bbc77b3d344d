import type { Timestamp } from "../time.ts";

/**
 * One closed candle. `ts` is its open time, prices are in the quote currency, volume in the base currency.
 * Floats: candles feed indicators and statistics; what becomes an order's price is rounded to the instrument first.
 */
export interface Candle {
  readonly ts: Timestamp;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
}

/** Candles as columns of one length, oldest first: what indicators and backtests read. */
export interface CandleColumns {
  readonly length: number;
  readonly ts: Float64Array;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  readonly volume: Float64Array;
}

/** "BTC/USD": base and quote, upper case. */
export type Symbol = string;
