import test from "ava";
import { fetchHistory } from "../../../src/agent/market/fetchHistory.ts";
import type { Candle } from "../../../src/store/market/candle.ts";

const MINUTE = 60_000;
const candle = (n: number): Candle => ({ ts: n * MINUTE, open: 1, high: 1, low: 1, close: 1, volume: 1 });
const upTo = (n: number) => Array.from({ length: n }, (_, i) => candle(i));

function fetched(answer: (from: number, to: number, call: number) => readonly Candle[]) {
  const pages: (readonly [number, number, number])[] = [];
  const pauses: number[] = [];
  let calls = 0;
  const all: Candle[] = [];
  const done = fetchHistory({
    symbol: "BTC/USD",
    timeframe: "1m",
    from: 0,
    to: 700 * MINUTE,
    fetchCandles: (_symbol, from, to) => new Promise((come) => come(answer(from / MINUTE, to / MINUTE, (calls += 1)))),
    attempts: 3,
    pause(attempt) {
      pauses.push(attempt);
      return Promise.resolve();
    },
    onPage(candles, count, total) {
      all.push(...candles);
      pages.push([candles.length, count, total]);
    },
  });
  return { done, pages, pauses, all, calls: () => calls };
}
const whole = (from: number, to: number): readonly Candle[] => upTo(700).slice(from, to);

test("history comes page by page, oldest first, each handed out as it came", async (t) => {
  const { done, pages, all } = fetched(whole);
  await done;
  t.deepEqual(pages, [
    [300, 300, 700],
    [300, 600, 700],
    [100, 700, 700],
  ]);
  t.deepEqual(all, upTo(700));
});

test("a page with holes is asked for once more; what is missing twice is not there", async (t) => {
  const holed = fetched((from, to, call) => whole(from, to).filter(({ ts }) => ts !== 5 * MINUTE || call > 1));
  await holed.done;
  t.deepEqual([holed.all.length, holed.calls()], [700, 4]);
  const quiet = fetched((from, to) => whole(from, to).filter(({ ts }) => ts !== 5 * MINUTE));
  await quiet.done;
  t.deepEqual([quiet.all.length, quiet.calls()], [699, 4]);
});

test("a page that fails is tried again after a pause; one that never comes ends it, and what came before is kept", async (t) => {
  const shaky = fetched((from, to, call) => {
    if (call === 2) throw new Error("down");
    return whole(from, to);
  });
  await shaky.done;
  t.deepEqual([shaky.pauses, shaky.all.length], [[1], 700]);
  const gone = fetched((from, to) => {
    if (from >= 300) throw new Error("gone");
    return whole(from, to);
  });
  await t.throwsAsync(gone.done, { message: "gone" });
  t.deepEqual([gone.pauses, gone.all.length], [[1, 2], 300]);
});
