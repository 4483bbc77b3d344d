import test from "ava";
import { type CycleInput, runCycle } from "../../../src/loops/evolution/cycle.ts";
import type { Evaluate } from "../../../src/loops/evolution/evaluation.ts";
import { partsOf } from "../../../src/loops/evolution/holdout.ts";
import { emptyLedger } from "../../../src/loops/evolution/ledger.ts";
import { evaluatorOf, inputOf } from "../../planted/pool.ts";

const rich = { seed: 3, trades: 800, candidates: 20, edgeOf: (i: number) => (i === 4 ? 0.4 : 0) };
const { cut } = inputOf(rich);
const { holdout } = partsOf(cut, emptyLedger)!;

/** What passes every gate, with only so many trades in the holdout, and what of its candles is there. */
function cycleWith(
  trades: number,
  covered: CycleInput["covered"] = () => ({ share: 1, symbol: "BTC/USD" }),
  r?: number,
) {
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

test("a holdout of which not half was seen stays closed: nobody asks for anything in it", (t) => {
  const { outcome, asked, said } = cycleWith(160, ({ from }) => ({
    share: from === holdout.from ? 0.499 : 1,
    symbol: "THIN/USD",
  }));
  t.is(said?.sentence, "HOLDOUT: insufficient data, candles of THIN/USD are there for 49 % of it; it stays untouched");
  t.deepEqual(asked, []);
  const rules: unknown[] = [];
  const { outcome: held } = cycleWith(160, (_time, traded) => {
    rules.push(...traded);
    return { share: 1, symbol: "BTC/USD" };
  });
  const { document, parent } = held.best!;
  t.deepEqual(rules, [document, parent], "seen has to be what the rule trades, and what it is held against");
  t.deepEqual([outcome.proposal, outcome.ledger.burntTo], [null, null]);
  t.is(cycleWith(160, () => ({ share: 0.5, symbol: "THIN/USD" })).outcome.proposal?.candidate.change, "candidate 4");
});
