import test from "ava";
import { compileRule } from "../../../src/agent/strategy/compile.ts";
import { HigherCandles } from "../../../src/agent/strategy/higher.ts";
import type { Candle } from "../../../src/store/market/candle.ts";
import { toCandles, toColumns } from "../../../src/store/market/columns.ts";
import { resample } from "../../../src/store/market/resample.ts";
import { HOUR_MS, MINUTE_MS } from "../../../src/store/time.ts";
import { ruleWith } from "./rule.ts";
import { walk } from "./walk.ts";

const FIVE = 5 * MINUTE_MS;
const candles = walk(41, 600);

function seen(all: readonly Candle[], candleMs: number | null): { at: number; candle: Candle }[] {
  const closed: { at: number; candle: Candle }[] = [];
  let at = 0;
  const longer = new HigherCandles(HOUR_MS, candleMs, (candle) => closed.push({ at, candle: { ...candle } }));
  for (const candle of all) {
    at = candle.ts;
    longer.next(candle);
  }
  return closed;
}

test("longer candles are those that resampling makes, each shown at the close of its last part", (t) => {
  const closed = seen(candles, FIVE);
  t.deepEqual(
    closed.map(({ candle }) => candle),
    toCandles(resample(toColumns(candles), FIVE, HOUR_MS)),
  );
  for (const { at, candle } of closed) t.is(at + FIVE, candle.ts + HOUR_MS);
});

test("where the length of the parts is not known, a longer one is over when the next begins", (t) => {
  for (const { at, candle } of seen(candles, null)) t.is(at, candle.ts + HOUR_MS);
});

test("a longer candle whose last part is missing is shown with the first candle after it", (t) => {
  const gapped = candles.filter((_, row) => row !== 11);
  const [first, second] = seen(gapped, FIVE);
  t.is(first?.at, candles[12]?.ts);
  t.is(first?.candle.close, candles[10]?.close);
  t.is(second?.at, candles[23]?.ts);
});

test("a longer candle that was not seen from its beginning is left out", (t) => {
  const [first] = seen(candles.slice(3), FIVE);
  t.is(first?.candle.ts, candles[12]?.ts);
});

test("candles cannot be made of ones that do not divide them", (t) => {
  t.throws(() => new HigherCandles(HOUR_MS, HOUR_MS, () => {}), { instanceOf: RangeError });
  t.throws(() => new HigherCandles(HOUR_MS, 7 * MINUTE_MS, () => {}), { instanceOf: RangeError });
  t.throws(() => compileRule(ruleWith({ entry: "htf(5m, close) > 1" }), HOUR_MS), { instanceOf: RangeError });
});

test("a rule sees the hour that closed, and nothing of the one that is open", (t) => {
  const evaluator = compileRule(
    ruleWith({ entry: "htf(1h, close) > 0 and htf(1h, close) == close", warmupBars: 0 }),
    FIVE,
  );
  const fired = candles.filter((candle) => evaluator.next(candle).entry);
  t.true(fired.length >= 40);
  for (const { ts } of fired) t.is((ts + FIVE) % HOUR_MS, 0);
});

test("hours, minutes, weekdays and sessions are of the candle's open, UTC", (t) => {
  const at = (iso: string, entry: string) => {
    const ts = Date.parse(iso);
    const candle = { ts, open: 1, high: 1, low: 1, close: 1, volume: 1 };
    return compileRule(ruleWith({ entry, warmupBars: 0 })).next(candle).entry;
  };
  t.true(at("2026-01-05T09:35:00Z", "weekday == 1 and hour == 9 and minute == 35 and session == 2"));
  t.true(at("2026-01-04T23:55:00Z", "weekday == 7 and hour == 23 and session == 3"));
  t.true(at("2026-01-10T00:00:00Z", "weekday == 6 and hour == 0 and minute == 0 and session == 1"));
});

test("the lengths within htf count for the warm-up of a rule that says its timeframe", (t) => {
  const entry = "htf(1h, close > sma(close, 20))";
  t.is(ruleWith({ entry, timeframe: "5m" }).warmupBars, 240);
  t.is(ruleWith({ entry }).warmupBars, 1);
});
