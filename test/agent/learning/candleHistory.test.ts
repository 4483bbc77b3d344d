import test from "ava";
import { CandleHistory } from "../../../src/agent/learning/candleHistory.ts";
import type { Candle, CandleColumns } from "../../../src/store/market/candle.ts";
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

test("candles are kept in their order, each once, and read from an opening up to a closing time", (t) => {
  const history = new CandleHistory();
  t.is(history.recentOf("BTC/USD").length, 0);
  history.preload("BTC/USD", toColumns([candle(0), candle(1)]));
  for (const i of [1, 0, 2, 3]) history.push("BTC/USD", candle(i));
  t.deepEqual([...history.recentOf("BTC/USD").close], [0, 1, 2, 3]);
  const cut = { from: FROM + MINUTE_MS, to: FROM + 3 * MINUTE_MS };
  const { length, ts, close } = history.within("BTC/USD", cut, MINUTE_MS);
  t.is(length, 2);
  t.deepEqual([...close], [1, 2]);
  t.is(ts.at(-1), candle(2).ts);
  t.is(history.within("ETH/USD", cut, MINUTE_MS).length, 0);
});

test("the oldest go when there are too many, and not at once: what a cycle was begun on outlasts a restart", (t) => {
  const history = new CandleHistory();
  for (let i = 0; i < 100_000; i++) history.push("BTC/USD", candle(i));
  const cut = { from: candle(0).ts, to: candle(99_999).ts + MINUTE_MS };
  const opens = ({ length, open }: CandleColumns) => [length, open[0], open.at(-1)];
  t.deepEqual(opens(history.recentOf("BTC/USD")), [100_000, 0, 99_999]);
  for (let i = 100_000; i < 110_000; i++) history.push("BTC/USD", candle(i));
  t.deepEqual(opens(history.recentOf("BTC/USD")), [100_000, 10_000, 109_999], "no more is looked back on");
  const again = new CandleHistory();
  again.preload("BTC/USD", history.within("BTC/USD", { from: 0, to: Infinity }, MINUTE_MS));
  for (const each of [history, again]) t.deepEqual(opens(each.within("BTC/USD", cut, MINUTE_MS)), [100_000, 0, 99_999]);
  history.push("BTC/USD", candle(110_000));
  t.deepEqual(opens(history.within("BTC/USD", { from: 0, to: Infinity }, MINUTE_MS)), [100_001, 10_000, 110_000]);
});
