import test from "ava";
import * as fc from "fast-check";
import { commissionOf, floatGrid } from "../../../../src/agent/strategy/backtest/grid.ts";
import { sizeOf } from "../../../../src/agent/strategy/backtest/size.ts";
import { termsOf } from "../../../../src/agent/strategy/backtest/terms.ts";
import { quantityOf } from "../../../../src/agent/strategy/sizing.ts";
import { settleFill } from "../../../../src/store/market/settle.ts";
import { add, fromNumber, roundTo, toNumber } from "../../../../src/store/money.ts";
import { parseInstruments } from "../../../../src/store/market/instruments.ts";
import type { RuleDocument } from "../../../../src/store/rules/document.ts";

const increment = fc.constantFrom("0.01", "0.00000001", "0.05", "0.25", "1", "10", "0.001");
const price = fc.oneof(
  fc.double({ min: 0.001, max: 200_000, noNaN: true }),
  fc.integer({ min: 1, max: 20_000_000 }).map((cents) => cents / 100),
  // What costs make of a round price: the cases in which a float comes to lie just beside the grid.
  fc.integer({ min: 1, max: 2_000_000 }).map((cents) => (cents / 100) * (1 - 0.0005)),
);

test("a float is rounded to the very multiple that its decimal is rounded to", (t) => {
  const law = fc.property(increment, price, (step, value) => {
    const grid = floatGrid(step);
    for (const rounding of ["down", "up", "nearest"] as const) {
      t.is(
        grid[rounding](value),
        toNumber(roundTo(fromNumber(value), step, rounding)),
        `${value} ${rounding} to ${step}`,
      );
    }
  });
  fc.assert(law, { numRuns: 2_000 });
});

test("half a step goes up, and what lies on the grid stays", (t) => {
  const grid = floatGrid("0.01");
  t.is(grid.nearest(0.125), 0.13);
  for (const on of [100.05, 59_999.99, 0.07, 1.1])
    t.deepEqual([grid.down(on), grid.up(on), grid.nearest(on)], [on, on, on]);
  t.throws(() => floatGrid("0"), { instanceOf: RangeError });
});

const COSTS = { takerFeeBps: 60, makerFeeBps: 25, spreadBps: 1, slippageBps: 1 };
test("a commission is what the paper venue books, to the last digit", (t) => {
  const quantity = fc.integer({ min: 1, max: 5_000_000 }).map((steps) => steps / 1e5);
  const at = fc.integer({ min: 1, max: 10_000_000 }).map((cents) => cents / 100);
  const law = fc.property(quantity, at, (base, at) => {
    const fill = { price: at, liquidity: "taker", trigger: "market" } as const;
    const { commission } = settleFill(fill, "buy", fromNumber(base), "0.01", COSTS);
    t.is(commissionOf(at * base, COSTS.takerFeeBps), toNumber(commission), `${base} at ${at}`);
  });
  fc.assert(law, { numRuns: 2_000 });
});

const instrument = parseInstruments(
  `instruments:
  - { symbol: BTC/USD, base: BTC, quote: USD, priceIncrement: "0.01", quantityIncrement: "0.00001", minQuantity: "0.001", maxQuantity: "100", minNotional: "10" }
`,
  "test",
).get("BTC/USD");
const size: fc.Arbitrary<RuleDocument["size"]> = fc.oneof(
  fc.double({ min: 0.1, max: 5, noNaN: true }).map((riskPct) => ({ riskPct })),
  fc.double({ min: 0.1, max: 5, noNaN: true }).map((volatilityPct) => ({ volatilityPct })),
  fc.integer({ min: 1, max: 100 }).map((equityPct) => ({ equityPct })),
  fc.double({ min: 0.0001, max: 5, noNaN: true }).map((fixed) => ({ fixed })),
  fc.integer({ min: 1, max: 5_000 }).map((notional) => ({ notional })),
  fc.constant({ allIn: true as const }),
);

test("a size in floats is the size that the agent sends", (t) => {
  const cents = (min: number, max: number) => fc.integer({ min, max }).map((each) => each / 100);
  const scene = fc.record({
    size,
    equity: cents(1_000, 10_000_000),
    cash: cents(1_000, 10_000_000),
    price: cents(100, 10_000_000),
    distance: cents(1, 50),
    volatility: fc.option(fc.double({ min: 0.01, max: 900, noNaN: true })),
    sizePct: fc.constantFrom(100, 50, 33.3),
  });
  const terms = termsOf(instrument);
  let sized = 0;
  const law = fc.property(scene, ({ size, equity, cash, price, distance, volatility, sizePct }) => {
    const stop = add(fromNumber(price), `-${fromNumber(distance)}`);
    const input = {
      costBps: 61.5,
      equity,
      cash,
      price,
      volatility,
      stopPrice: toNumber(stop),
      maxNotional: cash * 0.95,
      sizePct,
    };
    const exact = quantityOf(
      size,
      {
        costBps: 61.5,
        equity: fromNumber(equity),
        cash: fromNumber(cash),
        price: fromNumber(price),
        volatility: volatility === null ? null : fromNumber(volatility),
        stopPrice: stop,
        maxNotional: fromNumber(cash * 0.95),
        sizePct,
      },
      instrument,
    );
    t.is(sizeOf(size, input, terms), toNumber(exact.quantity ?? "0"), `${JSON.stringify(size)} ${exact.reason}`);
    if (exact.quantity !== null) sized++;
  });
  fc.assert(law, { numRuns: 1_000 });
  t.true(sized > 300);
});
