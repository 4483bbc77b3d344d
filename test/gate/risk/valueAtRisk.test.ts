import test from "ava";
import * as fc from "fast-check";
import type { DayMoves } from "../../../src/gate/risk/dayMoves.ts";
import { type DayQuestion, valueAtRisk } from "../../../src/gate/risk/valueAtRisk.ts";
import { T0 } from "../facts.ts";
import { anyDays, anyPortfolio, option, spot, times } from "./anyExposure.ts";
import { near } from "./near.ts";

const BTC = spot("BTC/USD", 10, 100);
const moved = (...moves: readonly number[]): readonly DayMoves[] => moves.map((move) => ({ "BTC/USD": move }));
const question = (changes: Partial<DayQuestion>): DayQuestion => ({
  exposures: [BTC],
  days: [],
  confidencePct: 99,
  assumedDayMovePct: 1,
  minScenarios: 1,
  now: T0,
  ...changes,
});
/** Losses of a tenth of a percent, of two tenths, and so on, best day first. */
const ladder = (days: number) => moved(...Array.from({ length: days }, (_, i) => -(i + 1) / 1_000));

test("of a hundred days at 99 % it is the worst; of a thousand the tenth worst, and the shortfall is the mean of those ten", (t) => {
  const hundred = valueAtRisk(question({ days: ladder(100) }));
  t.deepEqual({ ...hundred, scenarios: 100 }, { valueAtRisk: 100, shortfall: 100, scenarios: 100, assumed: false });
  const thousand = valueAtRisk(question({ days: ladder(1_000) }));
  near(t, thousand.valueAtRisk, 991, 1e-9);
  near(t, thousand.shortfall, 995.5, 1e-9);
});

test("a part of a day counts as a day, and what a double makes of a percentage does not", (t) => {
  const at = (days: number, confidencePct: number) =>
    valueAtRisk(question({ days: ladder(days), confidencePct })).valueAtRisk;
  near(t, at(250, 99), 248, 1e-9); // 2.5 days: the third worst
  near(t, at(1_000, 99.9), 1_000, 1e-9); // 100 - 99.9 is not quite 0.1
  near(t, at(1_000, 95.1), 952, 1e-9); // 100 - 95.1 is a little more than 4.9
  near(t, at(40, 99), 40, 1e-9);
  near(t, at(1_000, 50), 501, 1e-9);
});

test("days are taken as they were: what moved together cancels, what moved apart does not", (t) => {
  const hedged = [BTC, spot("ETH/USD", -10, 100)];
  const together = [{ "BTC/USD": -0.3, "ETH/USD": -0.3 }];
  const apart = [{ "BTC/USD": -0.3, "ETH/USD": 0.3 }];
  near(t, valueAtRisk(question({ exposures: hedged, days: together })).valueAtRisk, 0, 1e-9);
  near(t, valueAtRisk(question({ exposures: hedged, days: apart })).valueAtRisk, 600, 1e-9);
});

test("however calm history was, the assumed day is the least that is reckoned with", (t) => {
  const calm = question({ days: moved(-0.001, 0.002), assumedDayMovePct: 15 });
  t.deepEqual(valueAtRisk(calm), { valueAtRisk: 150, shortfall: 150, scenarios: 2, assumed: true });
  const short = valueAtRisk({ ...calm, exposures: [spot("BTC/USD", -10, 100)] });
  t.is(short.valueAtRisk, 150);
  const one = valueAtRisk(
    question({
      days: moved(...Array.from({ length: 99 }, () => -0.1), -0.9),
      confidencePct: 98,
      assumedDayMovePct: 15,
    }),
  );
  near(t, one.valueAtRisk, 150, 1e-9);
  near(t, one.shortfall, 500, 1e-9);
  t.true(one.assumed);
});

test("with fewer days than wanted history is not asked, also when it was worse", (t) => {
  const few = question({ days: moved(-0.5, -0.4), minScenarios: 3, assumedDayMovePct: 15 });
  t.deepEqual(valueAtRisk(few), { valueAtRisk: 150, shortfall: 150, scenarios: 2, assumed: true });
  t.false(valueAtRisk({ ...few, minScenarios: 2 }).assumed);
  t.true(valueAtRisk({ ...few, minScenarios: 0, days: [] }).assumed);
});

test("what a day knows no move of goes against us on it, whichever way that is", (t) => {
  const unknown = (quantity: number, days: readonly DayMoves[]) =>
    valueAtRisk(question({ exposures: [BTC, spot("SOL/USD", quantity, 100)], days, assumedDayMovePct: 15 }))
      .valueAtRisk;
  near(t, unknown(10, moved(-0.2)), 350, 1e-9);
  near(t, unknown(-10, moved(-0.2)), 350, 1e-9);
  near(t, unknown(-10, [{ "BTC/USD": -0.2, "SOL/USD": Number.NaN }]), 350, 1e-9);
  // A straddle gains whichever way it goes: on a day it knows nothing of it gains nothing.
  const call = option(1);
  const { derivative } = call;
  if (derivative.kind !== "option") return t.fail();
  const straddle = [call, { ...call, derivative: { ...derivative, right: "put" as const } }];
  const exposures = [spot("ETH/USD", 10, 100), ...straddle];
  const blind = valueAtRisk(question({ exposures, days: [{ "ETH/USD": -0.9 }], assumedDayMovePct: 30 }));
  t.is(blind.valueAtRisk, 900);
});

test("an option is valued anew, not by its slope: what was bought can lose no more than it is worth", (t) => {
  const crash = question({ exposures: [option(1)], days: moved(-0.9) });
  const worth = 10 * 14.904755; // S = K = 100, T = 0.5, r = 0.04, sigma = 0.5, by SciPy
  near(t, valueAtRisk(crash).valueAtRisk, worth, 1e-4);
  const sold = valueAtRisk({ ...crash, exposures: [option(-1)], days: moved(0.9) });
  t.true(sold.valueAtRisk > 700);
});

test("what cannot be valued has no value at risk, whatever the venue says of its slope", (t) => {
  const venueGreeks = { delta: 0.5, gamma: 0.01, vega: 0.2, theta: -0.1, rho: 0.3 };
  const exposures = [option(1, { volatility: undefined, venueGreeks })];
  t.throws(() => valueAtRisk(question({ exposures })), {
    instanceOf: RangeError,
    message: "BTC_C100/USD has no usable volatility",
  });
});

test("a portfolio of nothing loses nothing", (t) => {
  t.deepEqual(valueAtRisk(question({ exposures: [], days: moved(-0.5) })), {
    valueAtRisk: 0,
    shortfall: 0,
    scenarios: 1,
    assumed: false,
  });
});

const RUNS = { numRuns: 300, seed: 20_260_105 };
const anyQuestion = fc
  .record({
    exposures: anyPortfolio,
    days: anyDays,
    confidencePct: fc.double({ min: 50, max: 99.9, noNaN: true }),
    assumedDayMovePct: fc.double({ min: 0.1, max: 100, noNaN: true }),
    minScenarios: fc.integer({ min: 0, max: 40 }),
  })
  .map(question);

test("the shortfall is never less than the value at risk, and neither is less than nothing", (t) => {
  fc.assert(
    fc.property(anyQuestion, (asked) => {
      const { valueAtRisk: value, shortfall } = valueAtRisk(asked);
      t.true(value >= 0 && shortfall >= value * (1 - 1e-12));
    }),
    RUNS,
  );
});

test("more confidence, a worse assumed day: never less at risk", (t) => {
  fc.assert(
    fc.property(anyQuestion, fc.double({ min: 50, max: 99.9, noNaN: true }), (asked, other) => {
      const [less, more] = [other, asked.confidencePct]
        .toSorted((a, b) => a - b)
        .map((confidencePct) => valueAtRisk({ ...asked, confidencePct }));
      t.true(more!.valueAtRisk >= less!.valueAtRisk);
      t.true(more!.shortfall >= less!.shortfall * (1 - 1e-12));
    }),
    RUNS,
  );
});

test("a portfolio twice as large has twice as much at risk", (t) => {
  fc.assert(
    fc.property(anyQuestion, (asked) => {
      const [once, twice] = [asked.exposures, times(asked.exposures, 2)].map((exposures) =>
        valueAtRisk({ ...asked, exposures }),
      );
      t.is(twice!.valueAtRisk, 2 * once!.valueAtRisk);
      t.is(twice!.shortfall, 2 * once!.shortfall);
      t.is(twice!.assumed, once!.assumed);
    }),
    RUNS,
  );
});

test("two portfolios together have no larger shortfall than apart, by history", (t) => {
  fc.assert(
    fc.property(anyQuestion, anyPortfolio, (asked, others) => {
      const known = asked.days.map((day) => ({ "BTC/USD": 0, "ETH/USD": 0, "SOL/USD": 0, ...day }));
      const shortfall = (exposures: DayQuestion["exposures"]) =>
        valueAtRisk({ ...asked, days: known, minScenarios: 1, exposures }).shortfall;
      const apart = shortfall(asked.exposures) + shortfall(others);
      t.true(shortfall([...asked.exposures, ...others]) <= apart + 1e-6);
    }),
    RUNS,
  );
});
