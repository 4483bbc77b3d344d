import test from "ava";
import { coverageOf } from "../../../src/loops/evolution/coverage.ts";
import { type CycleInput, runCycle } from "../../../src/loops/evolution/cycle.ts";
import type { Evaluate } from "../../../src/loops/evolution/evaluation.ts";
import { partsOf } from "../../../src/loops/evolution/holdout.ts";
import { emptyLedger } from "../../../src/loops/evolution/ledger.ts";
import { evaluatorOf, inputOf } from "../../planted/pool.ts";
import { hour, hourly } from "./dated.ts";

const rich = { seed: 3, trades: 800, candidates: 20, edgeOf: (i: number) => (i === 4 ? 0.4 : 0) };
const { cut } = inputOf(rich);
const { holdout } = partsOf(cut, emptyLedger)!;

/** What passes every gate, with only so many trades in the holdout, and what of its candles is there. */
function cycleWith(trades: number, covered: CycleInput["covered"] = () => 1, r?: number) {
  const evaluate = evaluatorOf(rich);
  const asked: number[] = [];
  const answer: Evaluate = (request) => {
    const known = evaluate(request);
    if (request.from !== holdout.from) return known;
    asked.push(request.to);
    return { ...known, trades: known.trades.slice(0, trades).map((each) => ({ ...each, r: r ?? each.r })) };
  };
  const outcome = runCycle({ ...inputOf(rich), covered }, answer);
  return { outcome, asked, said: outcome.gates.find(({ code }) => code === "HOLDOUT") };
}

test("fewer than ten trades in the holdout prove nothing, however good: it does not pass, and stays untouched", (t) => {
  const { outcome, said } = cycleWith(9, undefined, 50);
  t.like(said, { passed: false, observed: null });
  t.is(said?.sentence, "HOLDOUT: insufficient data, 9 of 10 trades needed close in it; it stays untouched");
  t.is(outcome.proposal, null);
  t.is(outcome.ledger.burntTo, null, "what they brought was not looked at");
  t.is(outcome.ledger.tried.length, 20, "the tries count");
  t.false(JSON.stringify(outcome.gates).includes("50"), "and is not told");
});

test("with ten trades it is opened, and burnt by that, whatever they brought", (t) => {
  const good = cycleWith(10, undefined, 1);
  t.is(good.outcome.proposal?.candidate.change, "candidate 4");
  const bad = cycleWith(10, undefined, -1);
  t.is(bad.said?.passed, false);
  t.regex(bad.said?.sentence ?? "", /^HOLDOUT: -0\.\d+ R a day on untouched data/);
  for (const { outcome } of [good, bad]) t.is(outcome.ledger.burntTo, cut.to);
});

test("a holdout of which not half the candles are there stays closed: nobody asks for anything in it", (t) => {
  const { outcome, asked, said } = cycleWith(160, ({ from }) => (from === holdout.from ? 0.49 : 1));
  t.is(
    said?.sentence,
    "HOLDOUT: insufficient data, 49 of 100 candles that it should hold are there; it stays untouched",
  );
  t.deepEqual(asked, []);
  t.deepEqual([outcome.proposal, outcome.ledger.burntTo], [null, null]);
  t.is(cycleWith(160, () => 0.5).outcome.proposal?.candidate.change, "candidate 4");
});

test("how much is there is the share of the market that lacks most, by candles that close within the time", (t) => {
  const markets = [hourly("A/USD", [0, 100]), hourly("B/USD", [0, 40], [60, 100])];
  const { covered, warmAfter } = coverageOf(markets, { from: hour(0), to: hour(100), periodMs: 1 });
  t.is(covered({ from: hour(0), to: hour(40) }), 1);
  t.is(covered({ from: hour(30), to: hour(50) }), 0.5);
  t.is(covered({ from: hour(40), to: hour(60) }), 0);
  t.is(covered({ from: hour(100), to: hour(110) }), 0, "what lies outside is not there");
  t.is(warmAfter(0), hour(1));
  t.is(warmAfter(40), hour(40));
  t.is(warmAfter(41), hour(61), "warm is who has seen that many candles");
  t.is(warmAfter(81), null);
});
