import * as fc from "fast-check";
import type { Exposure } from "../../../src/gate/risk/exposure.ts";
import { DAY_MS } from "../../../src/store/time.ts";
import { T0 } from "../facts.ts";

const SYMBOLS = ["BTC/USD", "ETH/USD", "SOL/USD"];
const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const symbol = fc.constantFrom(...SYMBOLS);
const quantity = number(-100, 100);
const mark = number(1, 1_000);

/** So many units of spot at a price. */
export const spot = (symbol: string, quantity: number, mark: number): Exposure => ({
  symbol,
  quantity,
  mark,
  derivative: { kind: "spot" },
});

/** A call on BTC/USD at 100 that ends in half a year, one contract for ten units, with all that its model needs. */
export const option = (quantity: number, changes: Partial<Exposure> = {}): Exposure => ({
  symbol: "BTC_C100/USD",
  quantity,
  mark: 7,
  derivative: {
    kind: "option",
    underlying: "BTC/USD",
    right: "call",
    strike: "100",
    expiry: T0 + 182.5 * DAY_MS,
    contractSize: "10",
    model: "black_scholes",
  },
  underlyingMark: 100,
  volatility: 0.5,
  rate: 0.04,
  ...changes,
});

const anyLinear: fc.Arbitrary<Exposure> = fc
  .record({ symbol, quantity, mark, kind: fc.constantFrom("spot", "perpetual", "future") })
  .map(({ symbol, quantity, mark, kind }) => {
    const contractSize = "0.1";
    if (kind === "spot") return spot(symbol, quantity, mark);
    if (kind === "perpetual") return { symbol, quantity, mark, derivative: { kind: "perpetual", contractSize } };
    return { symbol, quantity, mark, derivative: { kind: "future", contractSize, expiry: T0 + 90 * DAY_MS } };
  });

const anyOption: fc.Arbitrary<Exposure> = fc
  .record({
    quantity,
    underlying: symbol,
    right: fc.constantFrom("call" as const, "put" as const),
    model: fc.constantFrom("black_scholes" as const, "black_76" as const),
    strike: fc.integer({ min: 1, max: 1_000 }).map(String),
    days: fc.integer({ min: -1, max: 400 }),
    underlyingMark: mark,
    volatility: number(0, 2),
    rate: number(0, 0.1),
  })
  .map(({ quantity, underlying, right, model, strike, days, underlyingMark, volatility, rate }) =>
    option(quantity, {
      derivative: { kind: "option", underlying, right, model, strike, expiry: T0 + days * DAY_MS, contractSize: "1" },
      underlyingMark,
      volatility,
      rate,
    }),
  );

export const anyExposure = fc.oneof(anyLinear, anyOption);
export const anyPortfolio = fc.array(anyExposure, { maxLength: 6 });
/** Moves of a day, of which some may be unknown. */
export const anyDays = fc.array(
  fc.record(
    { "BTC/USD": number(-0.5, 0.5), "ETH/USD": number(-0.5, 0.5), "SOL/USD": number(-0.5, 0.5) },
    { requiredKeys: [] },
  ),
  { minLength: 1, maxLength: 60 },
);
/** The same portfolio, so many times as large. */
export const times = (exposures: readonly Exposure[], factor: number): readonly Exposure[] =>
  exposures.map((exposure) => ({ ...exposure, quantity: exposure.quantity * factor }));
