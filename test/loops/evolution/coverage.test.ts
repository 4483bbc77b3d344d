import test from "ava";
import { coverageOf, LEAST_COVERED } from "../../../src/loops/evolution/coverage.ts";
import { seededRandom } from "../../../src/store/random.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../../src/store/time.ts";
import { hour, hourly, START } from "./dated.ts";

const ANY = [{ symbols: "any" as const }];
const on = (...symbols: string[]) => [{ symbols }];
const cut = { from: hour(0), to: hour(100), periodMs: HOUR_MS };
const CANDLE_MS = 5 * MINUTE_MS;
const days = (from: number, to: number) => ({ from: START + from * DAY_MS, to: START + to * DAY_MS });
const hundredDays = { ...days(0, 100), periodMs: DAY_MS };

/** Candles of five minutes over a hundred days, where the market trades. */
function fiveMinutes(symbol: string, isTraded: (slot: number) => boolean) {
  const slots = Array.from({ length: (100 * DAY_MS) / CANDLE_MS }, (_, i) => i).filter(isTraded);
  const ts = Float64Array.from(slots, (slot) => START + slot * CANDLE_MS);
  return { symbol, candleMs: CANDLE_MS, columns: { ts, length: ts.length } };
}

test("how much of a time is seen is that of the market of which least is, and it is named", (t) => {
  const markets = [hourly("A/USD", [0, 100]), hourly("B/USD", [0, 40], [60, 100])];
  const { covered, warmAfter } = coverageOf(markets, cut);
  t.is(covered({ from: hour(0), to: hour(40) }, ANY).share, 1);
  t.deepEqual(covered({ from: hour(30), to: hour(50) }, ANY), { symbol: "B/USD", share: 0.5 });
  t.is(covered({ from: hour(40), to: hour(60) }, ANY).share, 0);
  t.is(covered({ from: hour(100), to: hour(110) }, ANY).share, 0, "what lies outside is not there");
  t.is(covered({ from: hour(-10), to: hour(10) }, ANY).share, 0.5);
  t.is(warmAfter(0, ANY), hour(1));
  t.is(warmAfter(40, ANY), hour(40));
  t.is(warmAfter(41, ANY), hour(61), "warm is who has seen that many candles");
  t.is(warmAfter(81, ANY), null);
});

test("a market that a rule may not trade takes nothing from it: neither what is seen nor the candles that warm it up", (t) => {
  const { covered, warmAfter } = coverageOf([hourly("A/USD", [0, 100]), hourly("B/USD", [0, 10], [80, 100])], cut);
  const time = { from: hour(20), to: hour(70) };
  t.deepEqual(covered(time, on("A/USD")), { symbol: "A/USD", share: 1 });
  t.deepEqual(covered(time, on("B/USD")), { symbol: "B/USD", share: 0 });
  t.deepEqual(covered(time, [...on("A/USD"), ...on("B/USD")]), { symbol: "B/USD", share: 0 }, "of both rules");
  t.is(warmAfter(40, on("A/USD")), hour(40));
  t.is(warmAfter(40, on("B/USD")), null);
  t.deepEqual(covered(time, on("C/USD")), { symbol: "C/USD", share: 0 }, "nobody knows what happened where none is");
  t.is(warmAfter(1, on("C/USD")), null);
});

test("where nobody trades at many times no candle is no outage, be it at every other time or by chance", (t) => {
  const random = seededRandom(1, "trades");
  const regular = fiveMinutes("REGULAR/USD", (slot) => slot % 5 < 2);
  const rare = fiveMinutes("RARE/USD", () => random() < 0.1);
  const { covered } = coverageOf([regular, rare], hundredDays);
  t.is(covered(hundredDays, on("REGULAR/USD")).share, 1);
  const daily = Array.from({ length: 100 }, (_, day) => covered(days(day, day + 1), on("RARE/USD")).share);
  t.true(Math.min(...daily) >= LEAST_COVERED, String(Math.min(...daily)));
});

test("a silence that the market never keeps otherwise is one, however thin it is and however often it comes back", (t) => {
  const random = seededRandom(2, "trades");
  const isOut = (slot: number): boolean => slot * CANDLE_MS >= 50 * DAY_MS && slot * CANDLE_MS < 50.75 * DAY_MS;
  const thin = fiveMinutes("THIN/USD", (slot) => random() < 0.3 && !isOut(slot));
  // A machine that is on for five hours of each day.
  const byDay = fiveMinutes("DAY/USD", (slot) => (slot * CANDLE_MS) % DAY_MS < 5 * HOUR_MS);
  const { covered } = coverageOf([thin, byDay], hundredDays);
  t.true(covered(days(50, 51), on("THIN/USD")).share < LEAST_COVERED);
  t.true(covered(days(49, 50), on("THIN/USD")).share >= LEAST_COVERED);
  t.is(covered(days(20, 40), on("DAY/USD")).share.toFixed(3), (5 / 24).toFixed(3));
  const hours = Array.from({ length: 100 }, (_, day) => [day * 24, day * 24 + 5] as const);
  const hourlyByDay = coverageOf([hourly("DAY/USD", ...hours)], hundredDays);
  t.is(hourlyByDay.covered(days(20, 40), on("DAY/USD")).share.toFixed(3), (5 / 24).toFixed(3));
});

test("a market without candles, or with one, is seen nowhere in a long time", (t) => {
  const { covered } = coverageOf([hourly("A/USD"), hourly("B/USD", [50, 51])], cut);
  t.is(covered(cut, on("A/USD")).share, 0);
  t.is(covered(cut, on("B/USD")).share.toFixed(9), "0.010000000");
});
