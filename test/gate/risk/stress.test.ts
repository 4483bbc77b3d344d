import test from "ava";
import * as fc from "fast-check";
import { stress, worstOf } from "../../../src/gate/risk/stress.ts";
import { shipped, T0 } from "../facts.ts";
import { anyPortfolio, option, spot } from "./anyExposure.ts";
import { near } from "./near.ts";

const GRID = shipped.limits.risk.stress;
const RUNS = { numRuns: 300, seed: 20_260_105 };

test("every price meets every volatility, prices outermost", (t) => {
  const rows = stress([spot("BTC/USD", 2, 100)], { pricePct: [-10, 10], volatilityPoints: [0, 20] }, T0);
  t.deepEqual(rows, [
    { pricePct: -10, volatilityPoints: 0, pnl: -20 },
    { pricePct: -10, volatilityPoints: 20, pnl: -20 },
    { pricePct: 10, volatilityPoints: 0, pnl: 20 },
    { pricePct: 10, volatilityPoints: 20, pnl: 20 },
  ]);
});

test("where nothing moves nothing is gained or lost", (t) => {
  fc.assert(
    fc.property(anyPortfolio, (exposures) => {
      t.deepEqual(stress(exposures, { pricePct: [0], volatilityPoints: [0] }, T0), [
        { pricePct: 0, volatilityPoints: 0, pnl: 0 },
      ]);
    }),
    RUNS,
  );
});

test("what is long and linear loses most at the lowest price, what is short at the highest", (t) => {
  const book = (side: number) => [spot("BTC/USD", side * 3, 100), spot("ETH/USD", side * 10, 20)];
  const [long, short] = [worstOf(stress(book(1), GRID, T0)), worstOf(stress(book(-1), GRID, T0))];
  t.is(long.pricePct, -30);
  near(t, long.pnl, -150, 1e-9);
  t.is(short.pricePct, 30);
  near(t, short.pnl, -150, 1e-9);
});

test("what an option that was bought gains and loses is bounded below by what it is worth; one sold has no such end", (t) => {
  const [bought, sold] = [worstOf(stress([option(1)], GRID, T0)), worstOf(stress([option(-1)], GRID, T0))];
  t.deepEqual([bought.pricePct, bought.volatilityPoints], [-30, -20]);
  t.true(bought.pnl > -150);
  t.deepEqual([sold.pricePct, sold.volatilityPoints], [30, 20]);
  t.true(sold.pnl < -200);
});

test("volatility falls to nothing and no further, prices to nothing and no further", (t) => {
  const [fallen, gone] = stress([option(1)], { pricePct: [0], volatilityPoints: [-50, -500] }, T0);
  t.is(gone?.pnl, fallen?.pnl);
  near(t, gone?.pnl ?? 0, 10 * (100 - 100 * Math.exp(-0.02) - 14.904755), 1e-4);
  t.is(stress([spot("BTC/USD", 1, 100)], { pricePct: [-100], volatilityPoints: [0] }, T0)[0]?.pnl, -100);
});

test("a grid without corners, or an option without volatility, says nothing rather than nothing lost", (t) => {
  t.throws(() => worstOf([]), { instanceOf: RangeError, message: /without corners/ });
  t.throws(() => stress([option(1, { volatility: undefined })], GRID, T0), { instanceOf: RangeError });
});
