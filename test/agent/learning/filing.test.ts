import test from "ava";
import { isFinal, isJudged, GateRefusal } from "../../../src/agent/gateClient/problem.ts";
import { REFUSALS, type RefusalReason } from "../../../src/gate/contract/refusal.ts";
import { MOST_WAITING_OF_AGENT } from "../../../src/gate/contract/rulebook.ts";
import { fingerprint } from "../../../src/store/rules/fingerprint.ts";
import { LoopStage, proposalOf, proposing, variant } from "./loopStage.ts";

const reasons = Object.keys(REFUSALS) as RefusalReason[];
const lasting = (lasts: string) => reasons.filter((reason) => REFUSALS[reason].lasts === lasts);

test("every refusal says how long it lasts: what was judged, what a client meets whatever it asks, what passes", (t) => {
  const refusal = (reason: string) => new GateRefusal(reason, "", "");
  t.deepEqual(
    reasons.filter((reason) => isFinal(refusal(reason))),
    ["PROTOCOL_MISMATCH", "AGENT_BUSY"],
  );
  t.true(isFinal(refusal("FOREIGN_JOURNAL")));
  t.deepEqual(
    reasons.filter((reason) => isJudged(refusal(reason))),
    lasting("question"),
  );
  for (const reason of ["INTERNAL", "RATE_LIMITED", "TOO_MANY_WAIT", "JOURNAL_UNWRITABLE"]) {
    t.false(isJudged(refusal(reason)), reason);
  }
  t.true(isJudged(refusal("A_NAME_OF_A_LATER_GATE")), "what is not known is a no");
  t.false(isJudged(new Error("the line broke")));
});

for (const reason of lasting("moment")) {
  test(`what a gate does not judge for a moment (${reason}) is no answer: it is asked again, and then accepted`, async (t) => {
    const on = new LoopStage();
    on.refuses = reason;
    await on.cycle(proposing(variant(1)));
    t.is(on.sent("proposal.submit").length, 1);
    t.deepEqual(on.events("evolution.filed"), [], "nothing is told");
    t.regex(on.held, new RegExp(`^cycle 1's proposal is not filed yet: no: ${reason}$`));
    t.is(on.said.filter((line) => line === on.held).length, 1);
    on.refuses = null;
    await on.candles(2);
    t.is(on.sent("proposal.submit").length, 2);
    t.like(on.events("evolution.filed"), [{ fingerprint: fingerprint(variant(1)), refused: null }]);
    t.is(on.held, "");
  });
}

test("a busy gate is asked again after 1, 2, 4 … candles, 64 at the most, and it is said once why", async (t) => {
  const on = new LoopStage();
  on.refuses = "RATE_LIMITED";
  await on.cycle(proposing(variant(1)));
  const askedAt: number[] = [];
  for (let n = 1; n <= 300; n++) {
    const before = on.sent("proposal.submit").length;
    await on.candles();
    if (on.sent("proposal.submit").length > before) askedAt.push(n);
  }
  t.deepEqual(askedAt, [1, 3, 7, 15, 31, 63, 127, 191, 255]);
  t.is(on.said.filter((line) => line.includes("not filed yet")).length, 1);
});

for (const reason of lasting("question")) {
  test(`what a gate refuses for good (${reason}) is told, and not asked again`, async (t) => {
    const on = new LoopStage();
    on.refuses = reason;
    await on.cycle(proposing(variant(1)));
    await on.candles(100);
    t.is(on.sent("proposal.submit").length, 1);
    t.like(on.events("evolution.filed"), [{ proposalId: null, refused: `no: ${reason}` }]);
    t.is(on.held, "");
  });
}

test("no cycle begins while the last one's proposal is not filed: it would take its place", async (t) => {
  const on = new LoopStage();
  on.refuses = "JOURNAL_UNWRITABLE";
  await on.cycle(proposing(variant(1)));
  on.gate("position.closed", {});
  await on.candles(20);
  t.is(on.cycles, 1);
  on.refuses = null;
  await on.candles(20);
  t.is(on.cycles, 2);
});

test("while the agent's places are full no cycle begins, and the screen says so once; with the first answer it begins", async (t) => {
  const on = new LoopStage();
  const waiting = Array.from({ length: MOST_WAITING_OF_AGENT }, (_, n) => proposalOf(variant(n)));
  for (const proposal of waiting) on.gate("proposal.submitted", proposal);
  await on.candles();
  t.is(on.held, "", "nothing is due");
  on.gate("position.closed", {});
  await on.candles(5);
  t.is(on.cycles, 0);
  t.regex(on.held, /^no new cycle: 10 proposals wait for you$/);
  t.deepEqual(on.said, [on.held]);
  on.gate("proposal.rejected", { proposalId: waiting[3]!.proposalId, by: "operator", reason: "no" });
  await on.candles();
  t.is(on.cycles, 1);
  t.is(on.held, "");
});

test("proposals of a person's own take none of the agent's places", async (t) => {
  const on = new LoopStage();
  for (let n = 0; n < MOST_WAITING_OF_AGENT; n++) {
    on.gate("proposal.submitted", proposalOf(variant(n), { filedBy: n === 0 ? "operator" : "agent" }));
  }
  on.gate("position.closed", {});
  await on.candles();
  t.is(on.cycles, 1);
});

test("what a cycle proposes while the places fill up waits for a place, unasked, and takes the first that is free", async (t) => {
  const on = new LoopStage();
  on.gate("position.closed", {});
  await on.candles();
  const waiting = Array.from({ length: MOST_WAITING_OF_AGENT }, (_, n) => proposalOf(variant(n)));
  for (const proposal of waiting) on.gate("proposal.submitted", proposal);
  await on.cycle(proposing(variant(99)));
  await on.candles(100);
  t.is(on.sent("proposal.submit").length, 0);
  t.deepEqual(on.events("evolution.filed"), []);
  on.gate("proposal.expired", { proposalId: waiting[0]!.proposalId });
  await on.candles();
  t.is(on.sent("proposal.submit").length, 1);
});

test("a place that becomes free is taken at once, however often the gate was full before", async (t) => {
  const on = new LoopStage();
  on.refuses = "TOO_MANY_WAIT";
  await on.cycle(proposing(variant(99)));
  await on.candles(20);
  const asked = on.sent("proposal.submit").length;
  t.is(asked, 5, "and by now it would wait for long");
  const waiting = Array.from({ length: MOST_WAITING_OF_AGENT }, (_, n) => proposalOf(variant(n)));
  for (const proposal of waiting) on.gate("proposal.submitted", proposal);
  await on.candles();
  on.refuses = null;
  on.gate("proposal.rejected", { proposalId: waiting[0]!.proposalId, by: "operator", reason: "no" });
  await on.candles();
  t.is(on.sent("proposal.submit").length, asked + 1);
});

test("one that is on file already though nobody heard so is found there, also where it took the last place", async (t) => {
  const on = new LoopStage();
  on.gate("position.closed", {});
  await on.candles();
  const waiting = Array.from({ length: MOST_WAITING_OF_AGENT }, (_, n) => proposalOf(variant(n)));
  for (const proposal of waiting) on.gate("proposal.submitted", proposal);
  on.rows = waiting.map((proposal) => ({ proposal, state: "open", reason: null }));
  await on.cycle(proposing(variant(7)));
  t.is(on.sent("proposal.submit").length, 0);
  t.like(on.events("evolution.filed"), [{ proposalId: waiting[7]!.proposalId, refused: null }]);
});
