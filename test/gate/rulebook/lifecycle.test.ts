import test from "ava";
import { agentVerbs } from "../../../src/gate/contract/agentVerbs.ts";
import { operatorVerbs } from "../../../src/gate/contract/operatorVerbs.ts";
import { mayPass, whoMay } from "../../../src/gate/rulebook/lifecycle.ts";
import { InputError } from "../../../src/store/input.ts";
import { RULE_STATUSES, SEVERITY } from "../../../src/store/rules/document.ts";
import { readRules } from "../../../src/store/rules/read.ts";
import { entry, rule } from "../facts.ts";
import { given } from "../given.ts";

const pairs = RULE_STATUSES.flatMap((from) => RULE_STATUSES.map((to) => [from, to] as const));
const set = (status: (typeof RULE_STATUSES)[number], by: "operator" | "agent" | "gate", ruleId = "trend") =>
  ({ type: "rule.status", ruleId, status, by, reason: "why" }) as const;

test("what is safer and can be undone anybody may, what loosens or is final the operator, what is final stays", (t) => {
  for (const [from, to] of pairs) {
    const who = whoMay(from, to);
    if (from === to) t.is(who, "anybody");
    else if (from === "retired") t.is(who, "nobody", `${from} ${to}`);
    else if (to === "retired") t.is(who, "operator", `${from} ${to}`);
    else t.is(who, SEVERITY[to] > SEVERITY[from] ? "anybody" : "operator", `${from} ${to}`);
    for (const by of ["agent", "gate"] as const) t.is(mayPass(from, to, by), who === "anybody");
    t.is(mayPass(from, to, "operator"), who !== "nobody");
  }
});

test("the gate holds every passage to that table, by a word and by a proposal", (t) => {
  for (const [from, to] of pairs) {
    const before = from === "active" ? given() : given(set(from, "operator"));
    for (const by of ["operator", "agent", "gate"] as const) {
      const said = before.when(set(to, by));
      t.is(said.refusal === null, mayPass(from, to, by), `${from} ${to} ${by}`);
      if (from === "retired") continue;
      const document = rule("trend", { version: 2, status: to });
      const filed = before.and({ type: "proposal.submit", draft: { document, rationale: "why" }, by: "agent" });
      const proposalId = Object.keys(filed.state.proposals).at(-1) ?? "";
      const accepted = filed.when({ type: "proposal.accept", proposalId, by, reason: "why" });
      t.is(accepted.refusal === null, mayPass(from, to, by), `${from} ${to} ${by} by proposal`);
    }
  }
});

test("a proposal that loosens by now, though it did not when it was filed, is not what was answered", (t) => {
  const sized = (version: number, notional: number) => rule("trend", { version, size: { notional } });
  const file = (version: number, notional: number) =>
    ({
      type: "proposal.submit",
      draft: { document: sized(version, notional), rationale: "less" },
      by: "agent",
    }) as const;
  const inForce = { event: "rule.accepted", data: { document: sized(2, 50), by: "operator" } } as const;
  const both = given(inForce, file(4, 40), file(3, 10));
  const [later = "", smaller = ""] = Object.keys(both.state.proposals).slice(-2);
  t.is(both.state.proposals[later]?.proposal.direction, "tighten");
  const accept = (proposalId: string) =>
    ({ type: "proposal.accept", proposalId, by: "operator", reason: "why" }) as const;
  both
    .when(accept(later))
    .tells(t, "proposal.accepted", "rule.accepted", ["proposal.expired", { proposalId: smaller }]);
  both.and(accept(smaller)).when(accept(later)).refuses(t, "NOT_ALLOWED_NOW");
});

const BAD_IDS = [
  "../x",
  "..",
  "a/b",
  "a\\b",
  "/etc/x",
  "~",
  "a.b",
  "A",
  "a b",
  "a\u0000b",
  "x".repeat(41),
  "%2e%2e",
  "",
  "é1",
];

test("an id that could be a path is refused at every door by which a rule comes in or is named", (t) => {
  const good = rule("fine");
  const refused = (schema: { safeParse: (value: unknown) => { success: boolean } }, value: unknown): boolean =>
    !schema.safeParse(value).success;
  const named = ["rule.pause", "rule.resume", "rule.retire"] as const;
  t.false(refused(agentVerbs["proposal.submit"].params, { document: good, rationale: "why" }));
  for (const id of BAD_IDS) {
    const filed = { document: { ...good, id }, rationale: "why" };
    t.true(refused(agentVerbs["proposal.submit"].params, filed), id);
    t.true(refused(operatorVerbs["rule.add"].params, filed), id);
    for (const verb of named)
      t.true(refused(operatorVerbs[verb].params, { ruleId: id, reason: "why" }), `${verb} ${id}`);
    t.true(refused(agentVerbs["intent.submit"].params, { intent: { ...entry(1), ruleId: id } }), id);
    const text = JSON.stringify({ ...good, id });
    t.throws(() => readRules(text, "rules.yaml"), {
      instanceOf: InputError,
      message: /^rules\.yaml:1:\d+: .*2 to 40 of/,
    });
  }
});

test("a name that every object has is an unknown rule like any other, and may be one", (t) => {
  given()
    .when(set("paused", "operator", "constructor"))
    .refuses(t, "UNKNOWN_ID");
  const document = rule("constructor");
  const filed = given({ type: "proposal.submit", draft: { document, rationale: "why" }, by: "agent" });
  const proposalId = Object.keys(filed.state.proposals).at(-1) ?? "";
  const { state } = filed.when({ type: "proposal.accept", proposalId, by: "operator", reason: "why" });
  t.deepEqual(state.rules["constructor"]?.document, document);
});
