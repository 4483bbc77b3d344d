import test from "ava";
import { noRulings, type Rulings, rulingsAfter } from "../../../src/agent/learning/rulings.ts";
import { idOfName } from "../../../src/store/ids.ts";
import type { RuleDocument } from "../../../src/store/rules/document.ts";
import { fingerprint } from "../../../src/store/rules/fingerprint.ts";
import { ruleWith } from "../strategy/rule.ts";

const NOW = Date.UTC(2026, 0, 1);
const { document } = ruleWith({ id: "trend", entry: "close > 1" });
const other: RuleDocument = { ...document, version: 2, entry: "close > 2" };
const proposalId = idOfName("proposal");
const common = { direction: "loosen", filedBy: "agent", filedAt: NOW, expiresAt: NOW + 1, rationale: "why" };
const submitted = (of: RuleDocument) =>
  ["proposal.submitted", { proposalId, ...common, kind: "rule.replace", document: of }] as const;
const answered = (how: string) => [`proposal.${how}`, { proposalId, by: "operator", reason: "why" }] as const;

const after = (...facts: readonly (readonly [type: string, data: unknown])[]): Rulings =>
  facts.reduce((known, [type, data]) => rulingsAfter(known, { ts: NOW, type, data }), noRulings);
const accepted = ["rule.accepted", { document, by: "operator" }] as const;

test("what a person rejected, retired, or what was rolled back is not to come again", (t) => {
  t.deepEqual(after(accepted, submitted(other), answered("rejected")).refused, [fingerprint(other)]);
  t.deepEqual(after(accepted, submitted(other), answered("accepted")).refused, []);
  const retired = ["rule.status_changed", { ruleId: "trend", status: "retired", by: "operator", reason: "" }] as const;
  t.deepEqual(after(accepted, retired).refused, [fingerprint(document)]);
  const changed = ["rule.accepted", { document: other, by: "operator" }] as const;
  const back = ["rule.rolled_back", { document: { ...document, version: 3 }, by: "agent", reason: "why" }] as const;
  const rolled = after(accepted, changed, back);
  t.deepEqual(rolled.refused, [fingerprint(other)]);
  t.is(rolled.rules["trend"]?.version, 3);
});

test("what an accepted change of the loops replaced is remembered until it is rolled back; a person's own change is not", (t) => {
  const taken = after(accepted, submitted(other), answered("accepted"), [
    "rule.accepted",
    { document: other, by: "operator" },
  ]);
  t.deepEqual(taken.former, { trend: document });
  const back = { document: { ...document, version: 3 }, by: "agent", reason: "why" };
  t.deepEqual(rulingsAfter(taken, { ts: NOW, type: "rule.rolled_back", data: back }).former, {});
  const [type, data] = submitted(other);
  t.deepEqual(after(accepted, [type, { ...data, filedBy: "operator" }], answered("accepted")).former, {});
});

test("a no to another status is no word against the rule, and every answer is remembered by its proposal", (t) => {
  const promotion = submitted({ ...document, version: 2, status: "active" });
  const known = after(accepted, promotion, answered("rejected"));
  t.deepEqual(known.refused, []);
  t.deepEqual(known.answers, { [proposalId]: "rejected" });
  t.deepEqual(known.waiting, {});
});

test("what a person put lower himself is remembered by what it does, until he lets it do more himself", (t) => {
  const by = (who: string, status = "paused") =>
    ["rule.status_changed", { ruleId: "trend", status, by: who, reason: "" }] as const;
  const print = fingerprint(document);
  t.deepEqual(after(accepted).ceilings, {});
  t.deepEqual(after(accepted, by("agent")).ceilings, {}, "an alarm is nobody's will");
  const low = after(accepted, by("operator", "probation"));
  t.deepEqual(low.ceilings, { [print]: "probation" });
  t.deepEqual(after(accepted, by("operator"), by("operator", "active")).ceilings, {});
  const again = (status: "probation" | "active") =>
    [submitted({ ...document, version: 2, status }), answered("accepted")] as const;
  t.deepEqual(after(accepted, by("operator"), ...again("probation")).ceilings, { [print]: "probation" }, "his yes");
  t.deepEqual(after(accepted, by("operator"), ...again("active")).ceilings, {});
  t.deepEqual(
    after(accepted, by("operator", "probation"), by("agent"), ...again("probation")).ceilings,
    { [print]: "probation" },
    "a yes to another try takes nothing back of what he said before",
  );
  const replaced = [
    submitted(other),
    answered("accepted"),
    ["rule.accepted", { document: other, by: "operator" }],
  ] as const;
  const back = ["rule.rolled_back", { document: { ...document, version: 3 }, by: "agent", reason: "why" }] as const;
  t.deepEqual(
    after(accepted, by("operator"), ...replaced, back).ceilings,
    { [print]: "paused" },
    "also when it comes back",
  );
  const [type, data] = submitted({ ...other, status: "probation" });
  const own = after(accepted, [type, { ...data, filedBy: "operator" }], answered("accepted"));
  t.deepEqual(own.ceilings, { [fingerprint(other)]: "probation" }, "what he files lower he put there");
  const fresh = after([type, { ...data, filedBy: "operator" }], answered("accepted"));
  t.deepEqual(fresh.ceilings, {}, "a rule that begins on probation was never higher");
  const raised = after(accepted, by("agent"), by("operator", "probation"));
  t.deepEqual(raised.ceilings, {}, "nor was one lower by his will that he takes out of its pause");
});

test("a rule may be named as what every object has: before it is there, there is none of that name", (t) => {
  const named = { ...document, id: "constructor" };
  const gone = [
    "rule.status_changed",
    { ruleId: "constructor", status: "retired", by: "operator", reason: "" },
  ] as const;
  t.deepEqual(after(gone), noRulings);
  const rolled = ["rule.rolled_back", { document: named, by: "agent", reason: "why" }] as const;
  t.deepEqual(after(rolled).refused, [], "nothing stood there that failed");
  const taken = after(submitted(named), answered("accepted"));
  t.deepEqual([taken.former, taken.answers], [{}, { [proposalId]: "accepted" }]);
  t.deepEqual(after(["rule.accepted", { document: named, by: "operator" }], gone).refused, [fingerprint(named)]);
});
