import test from "ava";
import type { Command } from "../../../src/gate/decide/command.ts";
import type { RuleDocument, RuleStatus } from "../../../src/store/rules/document.ts";
import type { Direction } from "../../../src/store/words/proposal.ts";
import { idOf, open, rule, tick, yesToStarters } from "../facts.ts";
import { given, nothing } from "../given.ts";

const file = (document: RuleDocument, by: "agent" | "operator" = "agent"): Command => ({
  type: "proposal.submit",
  draft: { document, rationale: "it did better out of sample" },
  by,
});
const accept = (proposalId: string): Command => ({
  type: "proposal.accept",
  proposalId,
  by: "operator",
  reason: "looks right",
});
const set = (status: RuleStatus, by: "operator" | "agent" | "gate" = "operator", ruleId = "trend"): Command => ({
  type: "rule.status",
  ruleId,
  status,
  by,
  reason: "why",
});
const newest = (proposals: Readonly<Record<string, unknown>>): string => Object.keys(proposals).at(-1) ?? "";

test("starter rules are on the record like any other: proposed, accepted, in force", (t) => {
  const opened = nothing().when(open);
  const three = ["proposal.submitted", "proposal.accepted", "rule.accepted"] as const;
  opened.tells(t, "account.opened", "instruments.listed", ...three, ...three, ...three);
  t.deepEqual(Object.keys(opened.state.rules), ["trend", "other", "third"]);
});

test("direction is computed by the gate", (t) => {
  const directions: readonly (readonly [law: string, RuleDocument, Direction])[] = [
    ["a new rule loosens", rule("new"), "loosen"],
    ["a new rule that does not trade is neutral", rule("new", { status: "paused" }), "neutral"],
    ["the same rule is neutral", rule("trend", { version: 2 }), "neutral"],
    ["the same rule on probation tightens", rule("trend", { version: 2, status: "probation" }), "tighten"],
    ["the same rule paused tightens", rule("trend", { version: 2, status: "paused" }), "tighten"],
    ["another parameter loosens, whatever it is", rule("trend", { version: 2, params: {} }), "loosen"],
    [
      "another rule that is paused loosens: it may be resumed",
      rule("trend", { version: 2, status: "paused", entry: "close > 0" }),
      "loosen",
    ],
  ];
  for (const [law, document, direction] of directions) {
    t.is(given().when(file(document)).one("proposal.submitted").direction, direction, law);
  }
  t.is(
    given(set("paused"))
      .when(file(rule("trend", { version: 2 })))
      .one("proposal.submitted").direction,
    "loosen",
  );
  const turned = Object.fromEntries(Object.entries(rule("trend", { version: 2 })).toReversed()) as RuleDocument;
  t.is(given().when(file(turned)).one("proposal.submitted").direction, "neutral", "the order of keys says nothing");
});

test("a proposal changes nothing until it is accepted, and then only once", (t) => {
  const filed = given(file(rule("trend", { version: 2 })));
  const id = newest(filed.state.proposals);
  t.is(filed.state.rules["trend"]?.document.version, 1);
  const { state } = filed.when(accept(id)).tells(t, "proposal.accepted", ["rule.accepted", { by: "operator" }]);
  t.is(state.rules["trend"]?.document.version, 2);
  filed.and(accept(id)).when(accept(id)).refuses(t, "NOT_ALLOWED_NOW");
  given()
    .when(accept(idOf(999)))
    .refuses(t, "UNKNOWN_ID");
});

test("a rejected proposal is answered for good", (t) => {
  const filed = given(file(rule("new")));
  const id = newest(filed.state.proposals);
  const reject: Command = { type: "proposal.reject", proposalId: id, by: "operator", reason: "too loose" };
  const { state } = filed.when(reject).tells(t, ["proposal.rejected", { reason: "too loose" }]);
  t.is(state.proposals[id]?.state, "rejected");
  filed.and(reject).when(accept(id)).refuses(t, "NOT_ALLOWED_NOW");
});

test("a proposal that nobody answers expires, and not before its time", (t) => {
  const filed = given(file(rule("new")));
  const id = newest(filed.state.proposals);
  t.false(filed.when(tick(7 * 288 - 1)).types.includes("proposal.expired"));
  const late = filed.when(tick(7 * 288));
  t.is(late.one("proposal.expired").proposalId, id);
  filed
    .and(tick(7 * 288))
    .when(accept(id))
    .refuses(t, "NOT_ALLOWED_NOW");
});

test("a version is raised or it is refused", (t) => {
  given()
    .when(file(rule("trend")))
    .refuses(t, "NOT_ALLOWED_NOW");
  const two = given(file(rule("trend", { version: 2 })), file(rule("trend", { version: 3 })));
  const [older = "", newer = ""] = Object.keys(two.state.proposals).slice(-2);
  two.and(accept(newer)).when(accept(older)).refuses(t, "NOT_ALLOWED_NOW");
});

test("what waits for what a rule was before ends with the change of it: it could only be refused, and would hold a place", (t) => {
  const three = given(
    file(rule("trend", { version: 2 })),
    file(rule("trend", { version: 2, entry: "close > 7" })),
    file(rule("trend", { version: 3, entry: "close > 8" })),
    file(rule("fresh")),
  );
  const [first = "", second = "", later = "", other = ""] = Object.keys(three.state.proposals).slice(-4);
  const { state } = three
    .when(accept(first))
    .tells(t, "proposal.accepted", "rule.accepted", ["proposal.expired", { proposalId: second }]);
  t.is(state.proposals[later]?.state, "open", "one that was made for a later version can still be taken");
  t.is(state.proposals[other]?.state, "open", "another rule's is its own matter");
});

test("what waits for a rule ends when it is retired, whatever it says: nothing of it could be accepted", (t) => {
  const asked = given(file(rule("trend", { version: 2 })), file(rule("trend", { version: 5, entry: "close > 9" })));
  const told = asked
    .when(set("retired"))
    .tells(t, "rule.status_changed", "proposal.expired", ["proposal.expired", { reason: "trend was retired since" }]);
  t.deepEqual(
    Object.values(told.state.proposals).filter(({ state }) => state === "open"),
    [],
  );
});

test("a question to let a rule do more ends when the rule is put lower: what spoke for it said nothing of that", (t) => {
  const asked = given(set("probation"), file(rule("trend", { version: 2 })), file(changed(2)));
  const [whole = "", other = ""] = Object.keys(asked.state.proposals).slice(-2);
  for (const by of ["agent", "operator"] as const) {
    const { state } = asked
      .when(set("paused", by))
      .tells(t, "rule.status_changed", ["proposal.expired", { proposalId: whole }]);
    t.is(state.proposals[other]?.state, "open", "one of another behavior takes the place of what is in pause");
  }
  asked.when(set("active")).tells(t, "rule.status_changed");
});

test("a retired rule does not come back: not by status, not by a proposal, not by one that waited", (t) => {
  const retired = given(file(rule("trend", { version: 2 })), set("retired"));
  retired.when(set("active")).refuses(t, "NOT_ALLOWED_NOW");
  retired.when(file(rule("trend", { version: 3 }))).refuses(t, "NOT_ALLOWED_NOW");
  retired.when(accept(newest(retired.state.proposals))).refuses(t, "NOT_ALLOWED_NOW");
});

test("only the operator loosens a rule; anybody may tighten one", (t) => {
  for (const by of ["agent", "gate"] as const) {
    t.true(given().when(set("probation", by)).types.includes("rule.status_changed"));
    given(set("paused")).when(set("active", by)).refuses(t, "LOOSENS");
    given(set("paused")).when(set("probation", by)).refuses(t, "LOOSENS");
  }
  t.true(given(set("paused")).when(set("active")).types.includes("rule.status_changed"));
  given(set("paused")).when(set("paused")).tells(t);
  given()
    .when(set("paused", "operator", "nobody"))
    .refuses(t, "UNKNOWN_ID");
});

test("a question that waits is never pushed out by newer ones", (t) => {
  let many = given(file(rule("waits")));
  const first = newest(many.state.proposals);
  for (let n = 2; n < 150; n += 1) {
    many = many.and(file(rule(`flood-${n}`), "operator"));
    const id = newest(many.state.proposals);
    if (n % 2 === 0) many = many.and({ type: "proposal.reject", proposalId: id, by: "operator", reason: "no" });
    const open = Object.values(many.state.proposals).filter(({ state }) => state === "open");
    if (open.length < 50) continue;
    many.when(file(rule("one-more"), "operator")).refuses(t, "TOO_MANY_WAIT");
    break;
  }
  t.is(many.state.proposals[first]?.state, "open");
  t.true(Object.keys(many.state.proposals).length <= 100);
});

test("starter rules are in force at once on paper; with real money each waits for a person's yes", (t) => {
  t.deepEqual(Object.keys(nothing().and(open).state.rules), ["trend", "other", "third"]);
  const live = nothing().and({ ...open, binding: { ...open.binding, mode: "live", venue: "coinbase" } });
  t.deepEqual(live.state.rules, {});
  t.is(yesToStarters(live.state).length, 3);
  t.deepEqual(Object.keys(live.and(...yesToStarters(live.state)).state.rules), ["trend", "other", "third"]);
});

const reject = (proposalId: string): Command => ({ type: "proposal.reject", proposalId, by: "operator", reason: "no" });
const back = (ruleId = "trend"): Command => ({
  type: "rule.rollback",
  ruleId,
  by: "agent",
  reason: "its edge is gone",
});
const changed = (version: number, status: RuleStatus = "probation") =>
  rule("trend", { version, status, entry: "close > ema(close, 3)" });

test("what a person refused or retired an agent does not ask for again, under whatever name and in whatever words", (t) => {
  const filed = given(file(changed(2)));
  const refused = filed.and(reject(newest(filed.state.proposals)));
  const again = { ...changed(3), thesis: "in other words" };
  refused.when(file(again)).refuses(t, "NOT_ALLOWED_NOW");
  refused.when(file({ ...again, id: "other-name", entry: "close  >  ema( close, 3 )" })).refuses(t, "NOT_ALLOWED_NOW");
  t.true(refused.when(file(again, "operator")).types.includes("proposal.submitted"), "a person may think again");
  t.true(refused.when(file({ ...again, entry: "close > ema(close, 4)" })).types.includes("proposal.submitted"));
  const retired = given({ event: "rule.accepted", data: { document: { ...changed(1), id: "old" }, by: "operator" } });
  retired
    .and(set("retired", "operator", "old"))
    .when(file({ ...changed(1), id: "new" }))
    .refuses(t, "NOT_ALLOWED_NOW");
});

test("a no to a promotion is no word against the rule", (t) => {
  const filed = given(set("probation"), file(rule("trend", { version: 2 })));
  const refused = filed.and(reject(newest(filed.state.proposals)));
  t.true(refused.when(file(rule("trend", { version: 2 }))).types.includes("proposal.submitted"));
});

test("of the agent's proposals ten may wait, and the eleventh is not filed before one is answered", (t) => {
  const rules = Array.from({ length: 10 }, (_, n) => file(rule(`new-${n}`, { entry: `close > ${n + 1}` })));
  const eleventh = file(rule("new", { entry: "close > 99" }));
  const full = given(...rules);
  full.when(eleventh).refuses(t, "TOO_MANY_WAIT");
  const free = full.and(reject(newest(full.state.proposals)));
  t.true(free.when(eleventh).types.includes("proposal.submitted"), "the same, as it stands");
});

test("a changed rule on probation goes back to what was accepted before it, on probation, once, and does not return", (t) => {
  const filed = given(file(changed(2)));
  const tried = filed.and(accept(newest(filed.state.proposals)));
  t.is(tried.state.rules["trend"]?.document.entry, changed(2).entry);
  const { state } = tried
    .when(back())
    .tells(t, ["rule.rolled_back", { document: rule("trend", { version: 3, status: "probation" }), by: "agent" }]);
  t.deepEqual(state.rules["trend"]?.document, rule("trend", { version: 3, status: "probation" }));
  t.deepEqual(state.rules["trend"]?.stats, tried.state.rules["trend"]?.stats, "its record stays");
  tried.and(back()).when(back()).refuses(t, "NOT_ALLOWED_NOW");
  tried
    .and(back())
    .when(file(changed(4)))
    .refuses(t, "NOT_ALLOWED_NOW");
});

test("nothing brings back what a person refused since, nor more than a person left", (t) => {
  const filed = given(file(changed(2)));
  const tried = filed.and(accept(newest(filed.state.proposals)));
  const asked = tried.and(file(rule("trend", { version: 3 })));
  asked
    .and(reject(newest(asked.state.proposals)))
    .when(back())
    .refuses(t, "NOT_ALLOWED_NOW");
  const smaller = given(file({ ...changed(2), size: { riskPct: 0.01 } }));
  smaller
    .and(accept(newest(smaller.state.proposals)))
    .when(back())
    .refuses(t, "NOT_ALLOWED_NOW");
});

test("what was paused when it was replaced is rolled back paused", (t) => {
  const filed = given(set("paused"), file(changed(2)));
  const tried = filed.and(accept(newest(filed.state.proposals)));
  t.is(tried.state.rules["trend"]?.document.status, "probation");
  t.is(tried.when(back()).one("rule.rolled_back").document.status, "paused");
});

test("only a rule on probation is rolled back, and only what the loops made of it", (t) => {
  given(set("probation")).when(back()).refuses(t, "NOT_ALLOWED_NOW");
  given().when(back("nobody")).refuses(t, "UNKNOWN_ID");
  const filed = given(file(changed(2)));
  const tried = filed.and(accept(newest(filed.state.proposals)));
  for (const status of ["active", "paused"] as const) {
    tried.and(set(status)).when(back()).refuses(t, "NOT_ALLOWED_NOW");
  }
  const own = given(file(changed(2), "operator"));
  const replaced = own.and(accept(newest(own.state.proposals)));
  replaced.when(back()).refuses(t, "NOT_ALLOWED_NOW");
  const promoted = tried.and(file(changed(3, "active"), "operator"));
  const active = promoted.and(accept(newest(promoted.state.proposals)), set("probation"));
  t.is(active.when(back()).one("rule.rolled_back").document.version, 4, "another status is no other rule");
});
