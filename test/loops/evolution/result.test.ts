import test from "ava";
import { runCycle } from "../../../src/loops/evolution/cycle.ts";
import { emptyLedger } from "../../../src/loops/evolution/ledger.ts";
import { ledgerAfter, resultOf } from "../../../src/loops/evolution/result.ts";
import { evaluatorOf, inputOf } from "../../planted/pool.ts";

const rich = { seed: 3, trades: 800, candidates: 20, edgeOf: (i: number) => (i === 4 ? 0.4 : 0) };
const poor = { ...rich, seed: 5, trades: 200, edgeOf: () => 0 };

test("what is kept of a cycle is enough for the next one's ledger, also over several cycles and an opened holdout", (t) => {
  let ledger = emptyLedger;
  for (const world of [poor, rich, { ...poor, seed: 6 }]) {
    const outcome = runCycle(inputOf(world, ledger), evaluatorOf(world));
    const result = resultOf(outcome);
    t.deepEqual(JSON.parse(JSON.stringify(result)), result, "it is plain data");
    ledger = ledgerAfter(ledger, result);
    t.deepEqual(ledger, outcome.ledger);
  }
  t.true(ledger.burntTo !== null);
});
