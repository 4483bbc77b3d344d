import test from "ava";
import * as fc from "fast-check";
import type { Candle } from "../../../src/store/market/candle.ts";
import {
  commissionBps,
  type CostModel,
  type Fill,
  fillOrder,
  type FillPhase,
  type WorkingOrder,
} from "../../../src/store/market/fill.ts";

const FREE: CostModel = { takerFeeBps: 0, makerFeeBps: 0, spreadBps: 0, slippageBps: 0 };
const COSTS: CostModel = { takerFeeBps: 60, makerFeeBps: 25, spreadBps: 10, slippageBps: 5 };
const bar = (open: number, high: number, low: number, close = open): Candle => ({
  ts: 0,
  open,
  high,
  low,
  close,
  volume: 1,
});
const taker = (price: number, trigger: Fill["trigger"]): Fill => ({ price, liquidity: "taker", trigger });
const maker = (price: number, trigger: Fill["trigger"]): Fill => ({ price, liquidity: "maker", trigger });

const buy = (limitPrice: number): WorkingOrder => ({ side: "buy", type: "limit", limitPrice });
const sell = (limitPrice: number): WorkingOrder => ({ side: "sell", type: "limit", limitPrice });
const stopOfLong = (stopPrice: number): WorkingOrder => ({ side: "sell", type: "stop", stopPrice });
const stopOfShort = (stopPrice: number): WorkingOrder => ({ side: "buy", type: "stop", stopPrice });
const long = (stopPrice: number, targetPrice: number): WorkingOrder => ({
  side: "sell",
  type: "bracket",
  stopPrice,
  targetPrice,
});
const short = (stopPrice: number, targetPrice: number): WorkingOrder => ({
  side: "buy",
  type: "bracket",
  stopPrice,
  targetPrice,
});

type Row = readonly [law: string, order: WorkingOrder, candle: Candle, phase: FillPhase, fill: Fill | null];
const TABLE: readonly Row[] = [
  [
    "a market order fills at the open",
    { side: "buy", type: "market" },
    bar(100, 110, 90),
    "open",
    taker(100, "market"),
  ],
  ["a market order fills only at the open", { side: "buy", type: "market" }, bar(100, 110, 90), "range", null],
  [
    "a market buy above its collar does not fill",
    { side: "buy", type: "market", collarPrice: 99 },
    bar(100, 110, 90),
    "open",
    null,
  ],
  [
    "a market sell below its collar does not fill",
    { side: "sell", type: "market", collarPrice: 101 },
    bar(100, 110, 90),
    "open",
    null,
  ],
  [
    "a market order at its collar fills",
    { side: "sell", type: "market", collarPrice: 100 },
    bar(100, 110, 90),
    "open",
    taker(100, "market"),
  ],
  ["a limit buy with the open below it fills at the open", buy(101), bar(100, 110, 90), "open", maker(100, "limit")],
  ["a limit buy at the open's price waits", buy(100), bar(100, 110, 90), "open", null],
  [
    "a limit buy that the range goes through fills at the limit",
    buy(95),
    bar(100, 110, 90),
    "range",
    maker(95, "limit"),
  ],
  ["a limit buy that is only touched does not fill", buy(90), bar(100, 110, 90), "range", null],
  ["a limit sell with the open above it fills at the open", sell(99), bar(100, 110, 90), "open", maker(100, "limit")],
  [
    "a limit sell that the range goes through fills at the limit",
    sell(105),
    bar(100, 110, 90),
    "range",
    maker(105, "limit"),
  ],
  ["a limit sell that is only touched does not fill", sell(110), bar(100, 110, 90), "range", null],
  ["no limit counts in the rest of an entry candle", buy(95), bar(100, 110, 90), "entered", null],
  ["a stop that is gapped through fills at the open", stopOfLong(105), bar(100, 110, 90), "open", taker(100, "stop")],
  ["a stop below the open waits for the range", stopOfLong(95), bar(100, 110, 90), "open", null],
  ["a stop in the range fills at the stop", stopOfLong(95), bar(100, 110, 90), "range", taker(95, "stop")],
  ["a touch triggers a stop", stopOfLong(90), bar(100, 110, 90), "range", taker(90, "stop")],
  ["a stop out of reach waits", stopOfLong(89), bar(100, 110, 90), "range", null],
  [
    "an entry at an open beyond its stop leaves at that open",
    stopOfLong(105),
    bar(100, 110, 90),
    "range",
    taker(100, "stop"),
  ],
  ["a stop counts in the rest of its entry candle", stopOfLong(95), bar(100, 110, 90), "entered", taker(95, "stop")],
  [
    "after an entry above the open its stop fills at the stop",
    stopOfLong(105),
    bar(100, 110, 90),
    "entered",
    taker(105, "stop"),
  ],
  [
    "a short's stop that is gapped through fills at the open",
    stopOfShort(95),
    bar(100, 110, 90),
    "open",
    taker(100, "stop"),
  ],
  ["a short's stop in the range fills at the stop", stopOfShort(105), bar(100, 110, 90), "range", taker(105, "stop")],
  ["a touch triggers a short's stop", stopOfShort(110), bar(100, 110, 90), "entered", taker(110, "stop")],
  [
    "a candle that touches both stop and target is stopped",
    long(95, 105),
    bar(100, 110, 90),
    "range",
    taker(95, "stop"),
  ],
  [
    "a target that the range goes through fills at the target",
    long(80, 105),
    bar(100, 110, 90),
    "range",
    maker(105, "target"),
  ],
  ["a target that is only touched waits", long(80, 110), bar(100, 110, 90), "range", null],
  ["a target that is gapped through fills at the open", long(80, 99), bar(100, 110, 90), "open", maker(100, "target")],
  [
    "a candle that opens beyond the target and touches the stop is stopped",
    long(95, 99),
    bar(100, 110, 90),
    "open",
    null,
  ],
  ["no target counts in the rest of an entry candle", long(80, 105), bar(100, 110, 90), "entered", null],
  ["a short's candle that touches both is stopped", short(105, 95), bar(100, 110, 90), "range", taker(105, "stop")],
  [
    "a short's target that the range goes through fills at the target",
    short(120, 95),
    bar(100, 110, 90),
    "range",
    maker(95, "target"),
  ],
  [
    "a short's target that is gapped through fills at the open",
    short(120, 101),
    bar(100, 110, 90),
    "open",
    maker(100, "target"),
  ],
];
for (const [law, order, candle, phase, fill] of TABLE) {
  test(law, (t) => t.deepEqual(fillOrder(order, candle, phase, FREE), fill));
}

test("a taker pays half the spread and the slippage, a maker neither", (t) => {
  const candle = bar(100, 110, 90);
  t.is(fillOrder({ side: "buy", type: "market" }, candle, "open", COSTS)?.price, 100.1);
  t.is(fillOrder({ side: "sell", type: "market" }, candle, "open", COSTS)?.price, 99.9);
  t.is(fillOrder(stopOfLong(90), candle, "range", COSTS)?.price, 90 * 0.999);
  t.is(fillOrder(stopOfShort(110), candle, "range", COSTS)?.price, 110 * 1.001);
  t.is(fillOrder(buy(95), candle, "range", COSTS)?.price, 95);
  t.is(
    fillOrder({ side: "buy", type: "market", collarPrice: 100.05 }, candle, "open", COSTS),
    null,
    "costs count at the collar",
  );
});

test("the fee is that of who made or took", (t) => {
  t.is(commissionBps(taker(1, "stop"), COSTS), 60);
  t.is(commissionBps(maker(1, "target"), COSTS), 25);
});

test("an order without the price its type needs is refused", (t) => {
  for (const type of ["limit", "stop", "bracket"] as const) {
    t.throws(() => fillOrder({ side: "sell", type }, bar(1, 1, 1), "range", FREE), { message: /needs its/ });
  }
});

const price = fc.integer({ min: 1, max: 1000 });
const candles = fc.tuple(price, price, price, price).map((four) => {
  return bar(four[0], Math.max(...four), Math.min(...four), four[3]);
});
const orders = fc.record({
  side: fc.constantFrom("buy" as const, "sell" as const),
  type: fc.constantFrom("market" as const, "limit" as const, "stop" as const, "bracket" as const),
  limitPrice: price,
  stopPrice: price,
  targetPrice: price,
});
const phases = fc.constantFrom<FillPhase[]>("open", "range", "entered");
/** What was really traded, seen in a mirror where up is down. */
const mirrored = (order: WorkingOrder): WorkingOrder => {
  const turned = Object.fromEntries(
    Object.entries(order).map(([key, value]) => [key, typeof value === "number" ? -value : value]),
  );
  return { ...turned, type: order.type, side: order.side === "buy" ? "sell" : "buy" };
};

test("nothing fills outside of what the candle traded", (t) => {
  fc.assert(
    fc.property(orders, candles, phases, (order, candle, phase) => {
      const fill = fillOrder(order, candle, phase, FREE);
      return fill === null || (fill.price >= candle.low && fill.price <= candle.high);
    }),
    { numRuns: 5_000, seed: 1 },
  );
  t.pass();
});

test("a short is a long in the mirror", (t) => {
  fc.assert(
    fc.property(orders, candles, phases, (order, candle, phase) => {
      const fill = fillOrder(order, candle, phase, FREE);
      const flipped = bar(-candle.open, -candle.low, -candle.high, -candle.close);
      const other = fillOrder(mirrored(order), flipped, phase, FREE);
      t.deepEqual(other, fill === null ? null : { ...fill, price: -fill.price });
    }),
    { numRuns: 2_000, seed: 1 },
  );
});

test("costs never help, and a limit is never passed", (t) => {
  fc.assert(
    fc.property(orders, candles, phases, (order, candle, phase) => {
      const [free, paid] = [FREE, COSTS].map((costs) => fillOrder(order, candle, phase, costs));
      const worse = order.side === "buy" ? 1 : -1;
      if (!free || !paid) return free === paid;
      if (free.trigger === "limit" && worse * (paid.price - order.limitPrice) > 0) return false;
      if (free.trigger === "target" && worse * (paid.price - order.targetPrice) > 0) return false;
      return worse * (paid.price - free.price) >= 0;
    }),
    { numRuns: 5_000, seed: 1 },
  );
  t.pass();
});
