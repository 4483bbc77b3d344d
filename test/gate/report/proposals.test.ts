import test from "ava";
import { MAX_LINE_BYTES } from "../../../src/gate/contract/frame.ts";
import type { ProposalRow } from "../../../src/gate/contract/rulebook.ts";
import { proposalRowsOf } from "../../../src/gate/report/proposals.ts";
import { idOf, rule } from "../facts.ts";

const row = (n: number, state: ProposalRow["state"]): ProposalRow => ({
  proposal: {
    proposalId: idOf(n),
    kind: "rule.add",
    document: rule(`r-${n}`),
    direction: "loosen",
    filedBy: "agent",
    filedAt: 1,
    expiresAt: 2,
    rationale: "x".repeat(1_000),
  },
  state,
  reason: null,
});
const keyed = (rows: readonly ProposalRow[]) =>
  Object.fromEntries(rows.map((each) => [each.proposal.proposalId, each]));

test("what waits for a person is told before what was answered, and an answer fits into one line", (t) => {
  const rows = Array.from({ length: 100 }, (_, n) => row(n, n % 4 === 0 ? "open" : "rejected"));
  const told = proposalRowsOf({ proposals: keyed(rows) });
  t.true(Buffer.byteLength(JSON.stringify(told)) < MAX_LINE_BYTES);
  t.true(told.length < 100);
  t.is(told.filter(({ state }) => state === "open").length, 25);
  t.is(told.at(-1), rows[99], "the newest of the answered ones come first");
  t.deepEqual(
    told,
    rows.filter((each) => told.includes(each)),
    "in the order they were filed",
  );
});
