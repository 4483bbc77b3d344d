import test from "ava";
import { CandleHistory } from "../../../src/agent/learning/candleHistory.ts";
import type { Candle } from "../../../src/store/market/candle.ts";
import { toColumns } from "../../../src/store/market/columns.ts";
import { MINUTE_MS } from "../../../src/store/time.ts";

const FROM = Date.UTC(2026, 0, 1);
const candle = (i: number): Candle => ({
  ts: FROM + i * MINUTE_MS,
  open: i,
  high: i + 1,
  low: i - 1,
  close: i,
  volume: 1,
});

test("candles are kept in their order, each once, and read up to a closing time", (t) => {
  const history = new CandleHistory();
  t.is(history.extentOf("BTC/USD", MINUTE_MS), null);
  history.preload("BTC/USD", toColumns([candle(0), candle(1)]));
  for (const i of [1, 0, 2, 3]) history.push("BTC/USD", candle(i));
  t.deepEqual(history.extentOf("BTC/USD", MINUTE_MS), { from: FROM, to: FROM + 4 * MINUTE_MS });
  const { length, ts, close } = history.columnsOf("BTC/USD", FROM + 3 * MINUTE_MS, MINUTE_MS);
  t.is(length, 3);
  t.deepEqual([...close], [0, 1, 2]);
  t.is(ts.at(-1), candle(2).ts);
  t.is(history.columnsOf("ETH/USD", FROM, MINUTE_MS).length, 0);
});

test("the oldest go when there are too many, whatever the room grew to on the way", (t) => {
  const history = new CandleHistory();
  for (let i = 0; i < 100_001; i++) history.push("BTC/USD", candle(i));
  const { length, open } = history.columnsOf("BTC/USD", Infinity, MINUTE_MS);
  t.is(length, 90_001);
  t.deepEqual([open[0], open.at(-1)], [10_000, 100_000]);
});
