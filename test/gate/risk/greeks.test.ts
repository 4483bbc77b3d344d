import test from "ava";
import * as fc from "fast-check";
import { greeksOf, portfolioGreeks } from "../../../src/gate/risk/greeks.ts";
import { T0 } from "../facts.ts";
import { anyExposure, anyPortfolio, option, spot, times } from "./anyExposure.ts";
import { near } from "./near.ts";

const NONE = { gamma1Pct: 0, vega: 0, theta: 0, rho: 0 };
const RUNS = { numRuns: 300, seed: 20_260_105 };

test("what is linear gains its value when prices double, and nothing else moves it", (t) => {
  t.deepEqual(greeksOf(spot("BTC/USD", 0.5, 60_000), T0), { delta: 30_000, ...NONE });
  t.deepEqual(greeksOf(spot("BTC/USD", -0.5, 60_000), T0).delta, -30_000);
  const perpetual = { symbol: "BTC_PERP/USD", quantity: 30, mark: 60_000 };
  t.is(greeksOf({ ...perpetual, derivative: { kind: "perpetual", contractSize: "0.01" } }, T0).delta, 18_000);
  t.is(greeksOf({ ...perpetual, derivative: { kind: "future", contractSize: "0.01", expiry: T0 } }, T0).delta, 18_000);
});

test("an option's Greeks are its model's, by contract size, quantity and price", (t) => {
  // By SciPy: S = K = 100, T = 0.5, r = 0.04, sigma = 0.5.
  const greeks = greeksOf(option(2), T0);
  near(t, greeks.delta, 20 * 0.592253333 * 100, 1e-5, "delta");
  near(t, greeks.gamma1Pct, 20 * 0.010980735 * 100, 1e-5, "gamma");
  near(t, greeks.vega, 20 * 0.274518363, 1e-6, "vega");
  near(t, greeks.theta, (-20 * 15.498741275) / 365, 1e-6, "theta");
  near(t, greeks.rho, 20 * 0.22160289, 1e-6, "rho");
});

test("the venue's own Greeks come first, and need no model", (t) => {
  const venueGreeks = { delta: 0.5, gamma: 0.01, vega: 0.2, theta: -0.1, rho: 0.3 };
  const told = option(-2, { venueGreeks, volatility: undefined, rate: undefined });
  const { delta, gamma1Pct, vega, theta, rho } = greeksOf(told, T0);
  t.deepEqual([delta, gamma1Pct, vega, theta, rho], [-1_000, -20, -4, 2, -6]);
});

test("a position without what its Greeks need has none, and the refusal names it", (t) => {
  const refused = [
    [option(1, { volatility: undefined }), "BTC_C100/USD has no usable volatility"],
    [option(1, { volatility: -0.1 }), "BTC_C100/USD has no usable volatility"],
    [option(1, { rate: undefined }), "BTC_C100/USD has no usable interest rate"],
    [option(1, { underlyingMark: undefined }), "BTC_C100/USD has no usable price of its underlying"],
    [option(1, { underlyingMark: 0 }), "BTC_C100/USD has no usable price of its underlying"],
    [option(Number.NaN), "BTC_C100/USD has no usable quantity"],
    [spot("ETH/USD", 1, 0), "ETH/USD has no usable price"],
    [spot("ETH/USD", 1, Number.NaN), "ETH/USD has no usable price"],
    [
      option(1, { venueGreeks: { delta: Number.NaN, gamma: 0, vega: 0, theta: 0, rho: 0 } }),
      "BTC_C100/USD has no usable delta",
    ],
  ] as const;
  for (const [exposure, message] of refused) {
    t.throws(() => greeksOf(exposure, T0), { instanceOf: RangeError, message });
    t.throws(() => portfolioGreeks([spot("BTC/USD", 1, 100), exposure], T0), { instanceOf: RangeError, message });
  }
});

test("an option that has ended is worth what it pays: it needs no time to have a delta", (t) => {
  const ended = greeksOf(option(1, { underlyingMark: 120 }), T0 + 400 * 86_400_000);
  t.deepEqual(ended, { delta: 1_200, ...NONE });
});

test("a portfolio's Greeks are the sums of its parts', and grow with it", (t) => {
  t.deepEqual(portfolioGreeks([], T0), { delta: 0, ...NONE });
  fc.assert(
    fc.property(anyPortfolio, anyPortfolio, anyExposure, (one, other, exposure) => {
      const [a, b, both] = [one, other, [...one, ...other]].map((each) => portfolioGreeks(each, T0));
      const doubled = portfolioGreeks(times(one, 2), T0);
      for (const name of ["delta", "gamma1Pct", "vega", "theta", "rho"] as const) {
        const scale = 1e-9 * (1 + Math.abs(a![name]) + Math.abs(b![name]) + 1e6);
        near(t, both![name], a![name] + b![name], scale, name);
        near(t, doubled[name], 2 * a![name], scale, name);
      }
      t.deepEqual(portfolioGreeks([exposure], T0), greeksOf(exposure, T0));
    }),
    RUNS,
  );
});
