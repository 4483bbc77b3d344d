import test from "ava";
import * as fc from "fast-check";
import { type Greeks, optionGreeks, optionPrice, type OptionTerms } from "../../../src/gate/risk/blackScholes.ts";
import { near } from "./near.ts";

const CALL: OptionTerms = { model: "black_scholes", right: "call", strike: 100, years: 0.5, rate: 0.1, carryYield: 0 };
const terms = (changes: Partial<OptionTerms>): OptionTerms => ({ ...CALL, ...changes });
const HULL = terms({ strike: 50, years: 0.3846, rate: 0.05 });
/** The books give vega and rho for a whole unit of volatility and interest, theta for a year. */
const asInBooks = ({ delta, gamma, vega, theta, rho }: Greeks): Greeks => ({
  delta,
  gamma,
  vega: vega * 100,
  theta: theta * 365,
  rho: rho * 100,
});

/** Published prices to the digits in which they are printed. */
const PRICES: readonly (readonly [where: string, of: OptionTerms, price: number, volatility: number, worth: string])[] =
  [
    ["Hull, example 15.6: call", terms({ strike: 40 }), 42, 0.2, "4.76"],
    ["Hull, example 15.6: put", terms({ strike: 40, right: "put" }), 42, 0.2, "0.81"],
    ["Hull, chapter 19: call", HULL, 49, 0.2, "2.40"],
    [
      "Hull, on Black's model: put on a future",
      terms({ model: "black_76", right: "put", strike: 20, years: 4 / 12, rate: 0.09 }),
      20,
      0.25,
      "1.12",
    ],
    ["Haug 1.1.1: call", terms({ strike: 65, years: 0.25, rate: 0.08 }), 60, 0.3, "2.1334"],
    ["Haug 1.1.2: put on an index", terms({ right: "put", strike: 95, carryYield: 0.05 }), 100, 0.2, "2.4648"],
    ["Haug 1.1.3: call on a future", terms({ model: "black_76", strike: 19, years: 0.75 }), 19, 0.28, "1.7011"],
    [
      "Haug 1.1.3: put on a future",
      terms({ model: "black_76", right: "put", strike: 19, years: 0.75 }),
      19,
      0.28,
      "1.7011",
    ],
  ];
for (const [where, of, price, volatility, worth] of PRICES) {
  test(`an option is worth what the book says: ${where}`, (t) => {
    t.is(optionPrice(of, price, volatility).toFixed(worth.split(".")[1]?.length), worth);
  });
}

type Published = readonly [
  where: string,
  name: keyof Greeks,
  of: OptionTerms,
  price: number,
  volatility: number,
  value: string,
];
const GREEKS: readonly Published[] = [
  ["Hull, chapter 19", "delta", HULL, 49, 0.2, "0.522"],
  ["Hull, chapter 19", "gamma", HULL, 49, 0.2, "0.066"],
  ["Hull, chapter 19", "vega", HULL, 49, 0.2, "12.1"],
  ["Hull, chapter 19", "theta", HULL, 49, 0.2, "-4.31"],
  ["Hull, chapter 19", "rho", HULL, 49, 0.2, "8.91"],
  ["Haug 2.1.1, future", "delta", terms({ model: "black_76" }), 105, 0.36, "0.5946"],
  ["Haug 2.1.1, future", "delta", terms({ model: "black_76", right: "put" }), 105, 0.36, "-0.3566"],
  ["Haug, chapter 2, stock", "gamma", terms({ strike: 60, years: 0.75 }), 55, 0.3, "0.0278"],
  [
    "Haug, chapter 2, index",
    "vega",
    terms({ strike: 60, years: 0.75, rate: 0.105, carryYield: 0.0355 }),
    55,
    0.3,
    "18.5027",
  ],
  [
    "Haug, chapter 2, index",
    "theta",
    terms({ right: "put", strike: 405, years: 1 / 12, rate: 0.07, carryYield: 0.05 }),
    430,
    0.2,
    "-31.1924",
  ],
  ["Haug, chapter 2, stock", "rho", terms({ strike: 75, years: 1, rate: 0.09 }), 72, 0.19, "38.7325"],
];
for (const [where, name, of, price, volatility, value] of GREEKS) {
  test(`${name} of a ${of.right} is what the book says: ${where}`, (t) => {
    t.is(asInBooks(optionGreeks(of, price, volatility))[name].toFixed(value.split(".")[1]?.length), value);
  });
}

const RUNS = { numRuns: 1_000, seed: 20_260_105 };
const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const anyTerms: fc.Arbitrary<OptionTerms> = fc.record({
  model: fc.constantFrom("black_scholes", "black_76"),
  right: fc.constantFrom("call", "put"),
  strike: number(50, 200),
  years: number(0.02, 3),
  rate: number(-0.05, 0.15),
  carryYield: number(-0.05, 0.15),
});
const anyPrice = number(50, 200);
const anyVolatility = number(0.05, 2);
/** What one unit of the underlying, delivered at expiry, is worth now; and the same of the strike. */
const legs = ({ model, strike, years, rate, carryYield }: OptionTerms, price: number) => ({
  held: price * Math.exp(-(model === "black_76" ? rate : carryYield) * years),
  owed: strike * Math.exp(-rate * years),
});

test("call less put is the forward, discounted: parity", (t) => {
  fc.assert(
    fc.property(anyTerms, anyPrice, anyVolatility, (of, price, volatility) => {
      const worth = (right: "call" | "put") => optionPrice({ ...of, right }, price, volatility);
      const { held, owed } = legs(of, price);
      near(t, worth("call") - worth("put"), held - owed, 1e-10);
    }),
    RUNS,
  );
});

test("an option is worth no less than its forward, and no more than what it can ever pay", (t) => {
  fc.assert(
    fc.property(anyTerms, anyPrice, anyVolatility, (of, price, volatility) => {
      const { held, owed } = legs(of, price);
      const [forward, most] = of.right === "call" ? [held - owed, held] : [owed - held, owed];
      const worth = optionPrice(of, price, volatility);
      t.true(worth >= Math.max(0, forward) - 1e-10 && worth <= most + 1e-10);
      t.true(optionPrice(of, price, volatility + 0.1) >= worth - 1e-10);
    }),
    RUNS,
  );
});

test("every Greek is the slope of the price", (t) => {
  fc.assert(
    fc.property(anyTerms, anyPrice, anyVolatility, (of, price, volatility) => {
      const greeks = optionGreeks(of, price, volatility);
      const slope = (worth: (by: number) => number, step: number) => (worth(step) - worth(-step)) / (2 * step);
      const at = (by: number) => optionPrice(of, price + by, volatility);
      near(t, greeks.delta, slope(at, 1e-3), 1e-6, "delta");
      near(t, greeks.gamma, (at(0.002) - 2 * at(0) + at(-0.002)) / 4e-6, 1e-4 * (1 + greeks.gamma), "gamma");
      near(
        t,
        greeks.vega * 100,
        slope((by) => optionPrice(of, price, volatility + by), 1e-4),
        1e-3,
        "vega",
      );
      const later = (by: number) => optionPrice({ ...of, years: of.years - by }, price, volatility);
      near(t, greeks.theta * 365, slope(later, 1e-5), 1e-3, "theta");
      const dearer = (by: number) => optionPrice({ ...of, rate: of.rate + by }, price, volatility);
      near(t, greeks.rho * 100, slope(dearer, 1e-5), 1e-3, "rho");
    }),
    RUNS,
  );
});

test("at and after expiry an option is worth what it pays, and nothing moves it but the price", (t) => {
  for (const years of [0, -1]) {
    const [call, put] = [terms({ years }), terms({ years, right: "put" })];
    t.deepEqual([optionPrice(call, 130, 0.5), optionPrice(put, 130, 0.5)], [30, 0]);
    t.deepEqual([optionPrice(call, 70, 0.5), optionPrice(put, 70, 0.5)], [0, 30]);
    const still = { gamma: 0, vega: 0, theta: 0, rho: 0 };
    t.deepEqual(optionGreeks(call, 130, 0.5), { delta: 1, ...still });
    t.deepEqual(optionGreeks(put, 70, 0.5), { delta: -1, ...still });
    t.deepEqual(optionGreeks(put, 130, 0.5), { delta: 0, ...still });
    t.deepEqual(optionGreeks(call, 100, 0.5), { delta: 0.5, ...still });
    t.deepEqual(optionGreeks(put, 100, 0.5), { delta: -0.5, ...still });
  }
});

test("without volatility an option is worth its forward or nothing", (t) => {
  near(t, optionPrice(CALL, 100, 0), 100 - 100 * Math.exp(-0.05), 1e-12);
  t.is(optionPrice(terms({ right: "put" }), 100, 0), 0);
  t.is(optionGreeks(CALL, 100, 0).delta, 1);
  t.is(optionGreeks(CALL, 100, 0).gamma, 0);
  near(t, optionPrice(CALL, 100, 1e-9), optionPrice(CALL, 100, 0), 1e-9);
});

test("an underlying that is worth nothing leaves a call nothing and a put its strike, discounted", (t) => {
  t.is(optionPrice(CALL, 0, 0.5), 0);
  near(t, optionPrice(terms({ right: "put" }), 0, 0.5), 100 * Math.exp(-0.05), 1e-12);
});

test("numbers that no option can have are refused", (t) => {
  const refused: readonly (readonly [of: OptionTerms, price: number, volatility: number, says: RegExp])[] = [
    [terms({ strike: 0 }), 100, 0.5, /strike of 0; it must be above zero/],
    [terms({ strike: Number.NaN }), 100, 0.5, /strike of NaN/],
    [CALL, -1, 0.5, /price of -1/],
    [CALL, Number.NaN, 0.5, /price of NaN/],
    [CALL, 100, -0.1, /volatility of -0.1; it must not be below zero/],
    [CALL, 100, Number.NaN, /volatility of NaN/],
    [terms({ rate: Number.NaN }), 100, 0.5, /no (value|delta|theta) for an option with these numbers/],
    [terms({ years: Infinity }), 100, 0.5, /no (value|delta|theta) for an option with these numbers/],
    [terms({ rate: -1_000, years: 10 }), 100, 0.5, /no (value|delta|theta) for an option with these numbers/],
  ];
  for (const [of, price, volatility, message] of refused) {
    t.throws(() => optionPrice(of, price, volatility), { instanceOf: RangeError, message });
    t.throws(() => optionGreeks(of, price, volatility), { instanceOf: RangeError, message });
  }
  t.throws(() => optionGreeks(CALL, 0, 0.5), { instanceOf: RangeError, message: /price of 0/ });
});
