import test from "ava";
import { dayMoves, type PriceRow } from "../../../src/gate/risk/dayMoves.ts";
import { HOUR_MS } from "../../../src/store/time.ts";
import { T0 } from "../facts.ts";
import { near } from "./near.ts";

const row = (hour: number, closes: Readonly<Record<string, number>>): PriceRow => ({ at: T0 + hour * HOUR_MS, closes });

test("every row has its day: hours that a day lies between, each day beginning an hour after the last", (t) => {
  const rows = Array.from({ length: 30 }, (_, hour) => row(hour, { "BTC/USD": 100 + hour, "ETH/USD": 50 - hour }));
  const days = dayMoves(rows);
  t.is(days.length, 6);
  near(t, days[0]?.["BTC/USD"] ?? Number.NaN, 0.24, 1e-12);
  near(t, days[0]?.["ETH/USD"] ?? Number.NaN, -0.48, 1e-12);
  near(t, days[5]?.["BTC/USD"] ?? Number.NaN, 129 / 105 - 1, 1e-12);
});

test("a gap costs the days that begin or end in it, and no others", (t) => {
  const rows = Array.from({ length: 72 }, (_, hour) => row(hour, { "BTC/USD": 100 + hour }));
  const gappy = rows.filter((_, hour) => hour < 30 || hour >= 35);
  // 48 days end at hours 24 to 71; five end in the gap, five begin in it.
  t.is(dayMoves(rows).length, 48);
  t.is(dayMoves(gappy).length, 38);
  t.deepEqual(dayMoves(gappy)[0], dayMoves(rows)[0]);
  t.deepEqual(dayMoves(gappy).at(-1), dayMoves(rows).at(-1));
});

test("less than a day of rows has no days", (t) => {
  t.deepEqual(dayMoves([]), []);
  t.deepEqual(dayMoves(Array.from({ length: 24 }, (_, hour) => row(hour, { "BTC/USD": 100 }))), []);
});

test("a symbol without a price at either end has no move on that day; a day without any is none", (t) => {
  const ends = (from: PriceRow["closes"], to: PriceRow["closes"]) => dayMoves([row(0, from), row(24, to)]);
  t.deepEqual(ends({ "BTC/USD": 100 }, { "BTC/USD": 110, "SOL/USD": 5 }), [{ "BTC/USD": 110 / 100 - 1 }]);
  t.deepEqual(ends({ "BTC/USD": 100, "SOL/USD": 5 }, { "BTC/USD": 110 }), [{ "BTC/USD": 110 / 100 - 1 }]);
  for (const [from, to] of [
    [0, 5],
    [5, 0],
    [-5, 5],
    [5, -5],
    [-5, -5],
    [Number.NaN, 5],
    [5, Number.NaN],
    [5, Infinity],
  ] as const)
    t.deepEqual(ends({ "BTC/USD": from }, { "BTC/USD": to }), [], `${from} to ${to}`);
});
