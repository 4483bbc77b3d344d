import { readFileSync } from "node:fs";
import test from "ava";
import { computedBy, digestOf } from "../../../bin/evolve/digest.ts";
import { EVALUATOR } from "../../../src/agent/learning/evaluator.ts";
import type { CycleOrder } from "../../../src/agent/learning/cycleOrder.ts";
import { emptyLedger } from "../../../src/loops/evolution/ledger.ts";
import { emptyColumns } from "../../../src/store/market/columns.ts";
import { INSTRUMENTS } from "../../agent/runtime/stage.ts";

const costs = { takerFeeBps: 1, makerFeeBps: 1, spreadBps: 1, slippageBps: 1 };
const job: CycleOrder["job"] = {
  seed: "1",
  cut: { from: 0, to: 600_000, periodMs: 300_000 },
  incumbents: [],
  hints: [],
  symbols: ["BTC/USD"],
  timeframes: [],
  count: 2,
  shares: null,
  ledger: emptyLedger,
  calibration: 1,
  leastImprovement: 0,
};
const orderWith = (changes: Partial<CycleOrder["job"]> = {}, close = 0): CycleOrder => {
  const columns = emptyColumns(2);
  columns.close[1] = close;
  const market = { symbol: "BTC/USD", instrument: INSTRUMENTS.get("BTC/USD"), candleMs: 300_000, columns };
  return { job: { ...job, ...changes }, follow: [], markets: [market], costs };
};

test("answers that another version of the program left are none of this one's", (t) => {
  t.is(digestOf(orderWith()), digestOf(orderWith(), computedBy()));
  t.not(digestOf(orderWith()), digestOf(orderWith(), computedBy().replace(/evaluator \d+/, "evaluator 0")));
  const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { readonly version: string };
  t.is(computedBy(), `trade ${version}, evaluator ${EVALUATOR}`);
});

test("the same candles, costs, cut and seed have the same answers, and each other one has others", (t) => {
  const others = [
    orderWith({ seed: "2" }),
    orderWith({ cut: { ...job.cut, to: 900_000 } }),
    orderWith({}, 1),
    { ...orderWith(), costs: { ...costs, spreadBps: 2 } },
  ];
  const digests = [orderWith(), orderWith(), ...others].map((each) => digestOf(each));
  t.is(new Set(digests).size, 1 + others.length);
});
