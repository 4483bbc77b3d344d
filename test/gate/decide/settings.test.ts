import test from "ava";
import type { Command } from "../../../src/gate/decide/command.ts";
import { SETTING_NAMES } from "../../../src/store/settings/schema.ts";
import { proposal, type SettingsDraft, settingsDraft } from "../../../src/store/words/proposal.ts";
import { rule, tick } from "../facts.ts";
import { given } from "../given.ts";

const draft: SettingsDraft = {
  key: "evolveTrades",
  value: "200",
  before: "100",
  rationale: "fewer cycles were better",
};
const ask = (change: Partial<SettingsDraft> = {}, by: "agent" | "operator" = "agent"): Command => ({
  type: "settings.propose",
  draft: { ...draft, ...change },
  by,
});
const answer = (
  type: "proposal.accept" | "proposal.reject",
  proposalId: string,
  by: "operator" | "agent" = "operator",
) => ({ type, proposalId, by, reason: "so I like it" }) as const;
const newest = (proposals: Readonly<Record<string, unknown>>): string => Object.keys(proposals).at(-1) ?? "";

test("a change of the loops' settings waits for a person, neutral, and expires like any other", (t) => {
  const filed = given().when(ask());
  filed.tells(t, ["proposal.submitted", { kind: "settings.change", direction: "neutral", filedBy: "agent", ...draft }]);
  const at = given(ask());
  t.false(at.when(tick(7 * 288 - 1)).types.includes("proposal.expired"));
  const id = newest(at.state.proposals);
  t.is(at.when(tick(7 * 288)).one("proposal.expired").proposalId, id);
  const late = at.and(tick(7 * 288));
  late.when(answer("proposal.accept", id)).refuses(t, "NOT_ALLOWED_NOW");
  t.true(late.when(ask()).types.includes("proposal.submitted"), "what nobody answered was not refused");
});

test("a yes moves nothing that the gate judges by: whoever runs the loops hears it", (t) => {
  const filed = given(ask());
  const id = newest(filed.state.proposals);
  const said = filed.when(answer("proposal.accept", id));
  said.tells(t, ["proposal.accepted", { proposalId: id, by: "operator" }]);
  const { proposals: _before, seq: _seq, ...before } = filed.state;
  const { proposals, seq: _later, ...after } = said.state;
  t.deepEqual(after, before);
  t.like(proposals[id], { state: "accepted", reason: "so I like it" });
});

test("only the operator answers one, once", (t) => {
  const filed = given(ask());
  const id = newest(filed.state.proposals);
  for (const type of ["proposal.accept", "proposal.reject"] as const) {
    filed.when(answer(type, id, "agent")).refuses(t, "NOT_ALLOWED_NOW");
    filed.and(answer(type, id)).when(answer("proposal.accept", id)).refuses(t, "NOT_ALLOWED_NOW");
    filed.and(answer(type, id)).when(answer("proposal.reject", id)).refuses(t, "NOT_ALLOWED_NOW");
  }
});

test("what a person refused an agent does not ask for again, whatever it is by then; another value it may", (t) => {
  const filed = given(ask());
  const refused = filed.and(answer("proposal.reject", newest(filed.state.proposals)));
  t.deepEqual(refused.state.refusedSettings, ["evolveTrades 200"]);
  refused.when(ask()).refuses(t, "NOT_ALLOWED_NOW");
  refused.when(ask({ before: "150" })).refuses(t, "NOT_ALLOWED_NOW");
  t.true(refused.when(ask({ value: "50" })).types.includes("proposal.submitted"));
  t.true(refused.when(ask({}, "operator")).types.includes("proposal.submitted"), "a person may think again");
});

test("of each setting one change waits at most, and it takes one of the agent's places", (t) => {
  const filed = given(ask());
  filed.when(ask({ value: "50" })).refuses(t, "NOT_ALLOWED_NOW");
  t.true(filed.when(ask({ key: "metaDecay", value: "0.9", before: "0.95" })).types.includes("proposal.submitted"));
  t.true(
    filed.and(answer("proposal.accept", newest(filed.state.proposals))).when(ask({ value: "50" })).types.length > 0,
  );
  const rules = Array.from({ length: 9 }, (_, n) => rule(`new-${n}`, { entry: `close > ${n + 1}` }));
  const submit = (document: (typeof rules)[number]): Command => ({
    type: "proposal.submit",
    draft: { document, rationale: "r" },
    by: "agent",
  });
  const full = filed.and(...rules.map(submit));
  full.when(ask({ key: "metaFollowed", value: "20", before: "30" })).refuses(t, "TOO_MANY_WAIT");
  full.when(submit(rule("new", { entry: "close > 99" }))).refuses(t, "TOO_MANY_WAIT");
});

test("the wall lets in the loops' own settings within their bounds, as plain numbers, and nothing else", (t) => {
  t.true(settingsDraft.safeParse(draft).success);
  const { type: _type, ...row } = { type: "", ...given().when(ask()).one("proposal.submitted") };
  t.true(proposal.safeParse(row).success);
  const others = SETTING_NAMES.filter((key) => !["evolveTrades", "metaFollowed", "metaDecay"].includes(key));
  t.true(others.length > 8);
  for (const change of [
    ...others.map((key) => ({ key })),
    { key: "maxRiskPct" },
    { key: "constructor" },
    { value: "100" },
    { value: "100001" },
    { value: "-1" },
    { value: "0200" },
    { value: "2e2" },
    { value: " 200" },
    { value: "many" },
    { before: "many" },
    { key: "metaDecay", before: "0.95", value: "1" },
    { key: "metaDecay", before: "0.95", value: "0.90" },
    { key: "metaFollowed", before: "30", value: "9" },
    { more: 1 },
  ]) {
    t.false(settingsDraft.safeParse({ ...draft, ...change }).success, JSON.stringify(change));
    const { more: _more, ...fields } = { more: 0, ...change };
    if (Object.keys(fields).length > 0)
      t.false(proposal.safeParse({ ...row, ...fields }).success, JSON.stringify(change));
  }
});
