import type { Dated } from "../../../src/loops/evolution/stretch.ts";
import { HOUR_MS } from "../../../src/store/time.ts";

export const START = Date.UTC(2026, 0, 1);
export const hour = (n: number): number => START + n * HOUR_MS;

/** Hourly candles from one hour up to but not another, once for each pair. */
export function hourly(symbol: string, ...spans: readonly (readonly [from: number, to: number])[]): Dated {
  const ts = spans.flatMap(([from, to]) => Array.from({ length: to - from }, (_, i) => hour(from + i)));
  return { symbol, candleMs: HOUR_MS, columns: { ts: Float64Array.from(ts), length: ts.length } };
}
