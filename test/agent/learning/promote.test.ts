import test from "ava";
import { PauseBook } from "../../../src/agent/learning/pauseBook.ts";
import { promotionDue } from "../../../src/agent/learning/promote.ts";
import { proposalDraft } from "../../../src/store/words/proposal.ts";
import { PAUSED, skippedBy } from "../../../src/loops/counterfactual/blocked.ts";
import { freshBelief, observe, rearmed } from "../../../src/loops/trade/belief.ts";
import { beliefKey } from "../../../src/loops/trade/beliefs.ts";
import { idOfName } from "../../../src/store/ids.ts";
import { fingerprint } from "../../../src/store/rules/fingerprint.ts";
import type { RuleStatus } from "../../../src/store/rules/document.ts";
import { ruleWith } from "../strategy/rule.ts";
import { filedOf } from "./proposed.ts";

const { document } = ruleWith({ id: "trend", status: "probation", version: 4 });
const key = beliefKey("trend", 4);
const proposalId = idOfName("p");
const filed = filedOf(document, {
  proposalId,
  cycle: 3,
  followedTo: Date.UTC(2026, 0, 5),
  differences: [0.1, 0.2, 0.15, 0.1],
  trades: 4,
});

/** Trades that win a little more often than they lose. */
const believed = (trades: number) =>
  Array.from({ length: trades }, (_, i) => (i % 5 < 3 ? 1 : -1)).reduce(
    (belief, r) => observe(belief, r),
    freshBelief({ expectedR: 0.2 }),
  );
const known = (trades: number, change: object = {}) => ({
  evolution: { filed: [filed], promoted: [] },
  rulings: { rules: { trend: document }, ceilings: {}, answers: {} },
  beliefs: { [key]: believed(trades) },
  pauses: new PauseBook(),
  ...change,
});

test("a rule on probation is asked to trade whole once it is 20 to 1 that it earns, by its own trades", (t) => {
  t.is(promotionDue(known(40)), null, "not before");
  const draft = promotionDue(known(400));
  t.like(draft?.document, { id: "trend", version: 5, status: "active", entry: document.entry });
  t.true(proposalDraft.safeParse(draft).success);
  t.regex(
    draft?.basis?.evidence[0]?.sentence ?? "",
    /to 1 that it earns, of 20 needed, over 400 trades \(of 400 in all: mean/,
  );
  t.regex(draft?.basis?.evidence[1]?.sentence ?? "", /^PAIRED: 0\.1375 R a day above its parent in shadow .*4 periods/);
});

test("what it proved before an alarm says nothing for trading whole again", (t) => {
  const beliefs = { [key]: rearmed(believed(400)) };
  t.is(promotionDue(known(400, { beliefs })), null);
  const after = Array.from({ length: 400 }, (_, i) => (i % 5 < 3 ? 1 : -1)).reduce(
    (belief, r) => observe(belief, r),
    rearmed(believed(400)),
  );
  t.regex(promotionDue(known(400, { beliefs: { [key]: after } }))?.rationale ?? "", /over 400 trades \(of 800 in all/);
});

test("each version is asked for once a step, unless nobody answered, and only while it stands where it earned that", (t) => {
  const asked = (promoted: string, answers: object = {}, proposal: string | null = proposalId) =>
    promotionDue(
      known(400, {
        evolution: { filed: [filed], promoted: [{ key: promoted, proposalId: proposal }] },
        rulings: { rules: { trend: document }, ceilings: {}, answers },
      }),
    );
  t.is(asked("trend v4 active"), null);
  t.is(asked("trend v4 active", { [proposalId]: "rejected" }), null);
  t.is(asked("trend v4 active", {}, null), null, "the gate would not have it");
  t.truthy(asked("trend v4 active", { [proposalId]: "expired" }), "nobody answered");
  t.truthy(asked("trend v4 probation"), "another step");
  t.truthy(asked("trend v3 active"), "another version");
  for (const status of ["active", "retired", "paused"] as const)
    t.is(
      promotionDue(known(400, { rulings: { rules: { trend: { ...document, status } }, ceilings: {}, answers: {} } })),
      null,
    );
});

test("nothing is asked for above where a person put what the rule does", (t) => {
  const under = (ceiling: RuleStatus | null, status: RuleStatus = "probation") => {
    const ceilings = ceiling === null ? {} : { [fingerprint(document)]: ceiling };
    const rulings = { rules: { trend: { ...document, status } }, ceilings, answers: {} };
    return promotionDue(known(400, { rulings, pauses: inShadow(400) }))?.document.status ?? null;
  };
  t.is(under(null), "active");
  t.is(under("probation"), null);
  t.is(under("paused"), null);
  t.is(under(null, "paused"), "probation");
  t.is(under("probation", "paused"), "probation", "back to where he had it");
  t.is(under("paused", "paused"), null);
});

/** A book of the rule's shadow trades since its pause. */
function inShadow(trades: number): PauseBook {
  const book = new PauseBook();
  for (let i = 0; i < trades; i++) {
    const data = { ruleId: "trend", ruleVersion: 4, by: [skippedBy(PAUSED)], outcome: "closed", r: i % 5 < 3 ? 1 : -1 };
    book.hear({ type: "counterfactual.resolved", data });
  }
  return book;
}

test("a rule that an alarm paused is asked to be tried again once its shadow shows that its edge is back, one of a person's own too", (t) => {
  const rulings = { rules: { trend: { ...document, status: "paused" as const } }, ceilings: {}, answers: {} };
  const after = (trades: number, change: object = {}) =>
    promotionDue(known(400, { rulings, pauses: inShadow(trades), ...change }));
  t.is(after(40), null, "its own trades from before say nothing");
  const draft = after(400);
  t.like(draft?.document, { version: 5, status: "probation", entry: document.entry });
  t.true(proposalDraft.safeParse(draft).success);
  t.regex(
    draft?.rationale ?? "",
    /^trend v4 has shown in shadow that its edge has come back: let it trade a quarter\. COMEBACK: .* of 100 needed .*over 400 trades in shadow/,
  );
  const own = after(400, { evolution: { filed: [], promoted: [] } });
  t.like(own?.basis, { change: "from its pause to a quarter of its size", expectedR: 0.2 });
  t.is(own?.basis?.evidence.length, 1, "no parent to compare it with");
});
