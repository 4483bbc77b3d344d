import type { CandleColumns } from "../../../store/market/candle.ts";

/** Where several markets' candles lie on one clock: a tick for every open time that any of them has. */
export interface Timeline {
  readonly ts: Float64Array;
  /** For each market the row of its newest candle at each tick, −1 before its first; null where every tick is a row. */
  readonly rows: readonly (Int32Array | null)[];
}

/** Merges markets by open time; a gap in one of them is a tick without it. */
export function timelineOf(markets: readonly CandleColumns[]): Timeline {
  const [only] = markets;
  if (only !== undefined && markets.length === 1) {
    return { ts: only.ts, rows: [null] };
  }
  const ts = Float64Array.from(new Set(markets.flatMap((each) => Array.from(each.ts)))).sort();
  const rows = markets.map((market) => {
    const at = new Int32Array(ts.length);
    let row = -1;
    for (let tick = 0; tick < ts.length; tick++) {
      if (market.ts[row + 1] === ts[tick]) row++;
      at[tick] = row;
    }
    return at;
  });
  return { ts, rows };
}

/** The first tick at or after `at`; their number when there is none. */
export function tickAt({ ts }: Pick<Timeline, "ts">, at: number): number {
  let [low, high] = [0, ts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ts[middle]! >= at) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The row of a market's newest candle at a tick; −1 before the first. */
export const rowAt = (rows: Int32Array | null, tick: number): number =>
  rows === null || tick < 0 ? tick : rows[tick]!;

/** The tick on which a market's row lies. */
export function tickOfRow(rows: Int32Array | null, row: number): number {
  if (rows === null) return row;
  let [low, high] = [row, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows[middle]! >= row) high = middle;
    else low = middle + 1;
  }
  return low;
}
