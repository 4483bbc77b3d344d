import test from "ava";
import { entryId } from "../../gate/given.ts";
import { closedTrade } from "../closedTrade.ts";
import { BeliefBook } from "../../../src/agent/learning/beliefBook.ts";
import { beliefLines } from "../../../src/agent/learning/beliefLines.ts";
import { MAX_BELIEFS } from "../../../src/loops/trade/forget.ts";
import { entry, rule, T0 } from "../../gate/facts.ts";

const RULE = entry(1).ruleId;
const received = (n: number, evidence: readonly string[], expectedR: number | null) => {
  const intent = { ...entry(n), thesis: { ...entry(n).thesis, evidence: [...evidence], expectedR } };
  return { type: "intent.received", data: { intent, origin: { protocol: 1, order: "rising" } } };
};
const closed = (n: number, r: number | null) => ({
  type: "position.closed",
  data: closedTrade({ positionId: entryId(n), ruleId: RULE, ruleVersion: 1, r }),
});
const changed = (status: string) => ({
  type: "rule.status_changed",
  data: { ruleId: RULE, status, by: "operator", reason: "so" },
});
const never = () => "active" as const;

test("a trade is believed of its rule and of the regime that its thesis named; a thesis is no promise", (t) => {
  const book = new BeliefBook();
  book.observe(received(1, ["regime = rising, quiet"], 0.4), never);
  book.observe(closed(1, 2), never);
  t.like(book.beliefs[`${RULE} v1`], { n: 1, mean: 2, expectedR: 0.1 });
  t.like(book.beliefs[`${RULE} v1 | rising, quiet`], { n: 1, mean: 2 });
  book.observe(closed(2, -1), never);
  t.is(book.beliefs[`${RULE} v1`]?.n, 2, "a trade whose entry was not seen is one all the same");
});

test("an alarm asks for one step less than the rulebook says now, as its own events tell it", (t) => {
  const asked = (status: string): readonly string[] => {
    const book = new BeliefBook();
    book.observe(changed(status), never);
    return Array.from({ length: 30 }, (_, n) => book.observe(closed(n + 1, -1), never)?.status ?? []).flat();
  };
  t.is(asked("active")[0], "probation");
  t.is(asked("probation")[0], "paused");
  t.deepEqual(asked("paused"), []);
});

test("the same events give the same beliefs, whoever asks for the status of rules meanwhile", (t) => {
  const fold = (statusOf: () => "active" | "paused") => {
    const book = new BeliefBook();
    for (const event of [changed("active"), ...Array.from({ length: 60 }, (_, n) => closed(n + 1, -1))])
      book.observe(event, statusOf);
    return JSON.stringify(book.beliefs);
  };
  t.is(
    fold(() => "active"),
    fold(() => "paused"),
  );
});

test("trades of a version that was replaced ask for nothing of the one that took its place", (t) => {
  const accepted = (version: number, entry: string) => ({
    type: "rule.accepted",
    data: { document: rule(RULE, { version, entry }), by: "operator" },
  });
  const book = new BeliefBook();
  book.observe(accepted(1, "close > 1"), never);
  book.observe(accepted(2, "close > 2"), never);
  t.false(book.isCurrent(RULE, 1));
  const asked = Array.from({ length: 40 }, (_, n) => book.observe(closed(n + 1, -1), never));
  t.deepEqual(new Set(asked), new Set([null]));
  t.is(book.beliefs[`${RULE} v1`]?.n, 40, "they are believed of it all the same");
  book.observe(accepted(3, "close > 1"), never);
  t.true(book.isCurrent(RULE, 1), "another version that does the same is the same");
  const again = Array.from({ length: 40 }, (_, n) => book.observe(closed(n + 41, -1), never));
  t.like(
    again.find((each) => each !== null),
    { ruleVersion: 3, status: "probation" },
  );
});

test("a version that does what an earlier one did is believed to be like it, and watched anew", (t) => {
  const accepted = (version: number, entry: string) => ({
    type: "rule.accepted",
    data: { document: rule(RULE, { version, entry }), by: "operator" },
  });
  const book = new BeliefBook();
  book.observe(accepted(1, "close > 1"), never);
  for (let n = 1; n <= 12; n++) {
    book.observe(received(n, ["regime = rising, quiet"], 0.4), never);
    book.observe(closed(n, -1), never);
  }
  book.observe(accepted(2, "close > 2"), never);
  t.is(book.beliefs[`${RULE} v2`], undefined, "one that does something else owes it nothing");
  book.observe(accepted(3, "close > 1"), never);
  const [was, is] = [book.beliefs[`${RULE} v1`], book.beliefs[`${RULE} v3`]];
  t.like(is, { n: 12, mean: -1, shortfallR: 0, sinceAlarm: 0 });
  t.true((was?.shortfallR ?? 0) > 10);
  t.is(book.beliefs[`${RULE} v3 | rising, quiet`]?.n, 12);
  t.deepEqual(book.versionsOf(rule(RULE, { version: 9, entry: "close > 1" })), [3, 1]);
  book.observe(closed(13, 1), never);
  t.is(book.beliefs[`${RULE} v3`]?.n, 13, "a position of the earlier one teaches of the one that stands there");
});

test("what a rule is believed to be is shown of its version now alone, and pooled with other rules' versions now", (t) => {
  const accepted = (id: string, version: number, entry: string) => ({
    type: "rule.accepted",
    data: { document: rule(id, { version, entry }), by: "operator" },
  });
  const trade = (n: number, ruleId: string, ruleVersion: number, r: number) => ({
    type: "position.closed",
    data: closedTrade({ positionId: entryId(n), ruleId, ruleVersion, r }),
  });
  const book = new BeliefBook();
  book.observe(accepted("one", 1, "close > 1"), never);
  for (let n = 1; n <= 12; n++) book.observe(trade(n, "one", 1, n % 2 === 0 ? 2 : -1), never);
  book.observe(accepted("two", 1, "close > 9"), never);
  for (let n = 13; n <= 24; n++) book.observe(trade(n, "two", 1, n % 2 === 0 ? 1 : -2), never);
  const before = beliefLines(book.standing());
  t.regex(
    before["one"] ?? "",
    /^v1: 12 trades, mean \+0\.5 R, believed \+?-?0\.\d+ ± 0\.\d\d R; \d+ % of the proof that it earns; short of its promise by \d+\.\d R of \d+/,
  );
  book.observe(accepted("one", 2, "close > 1"), never);
  book.observe(accepted("one", 3, "close > 1"), never);
  const shown = /believed .*? R/;
  const lines = beliefLines(book.standing());
  t.is(shown.exec(lines["one"] ?? "")?.[0], shown.exec(before["one"] ?? "")?.[0], "passed on twice it counts once");
  t.true((lines["one"] ?? "").startsWith("v3: 12 trades"));
  book.observe(accepted("three", 1, "close > 3"), never);
  t.regex(beliefLines(book.standing())["three"] ?? "", /^v1: no trade yet, believed /);
  const retired = { ruleId: "two", status: "retired", by: "operator", reason: "so" };
  book.observe({ type: "rule.status_changed", data: retired }, never);
  t.deepEqual(Object.keys(beliefLines(book.standing())), ["one", "three"]);
});

test("however often rules are replaced, no more than some hundred beliefs are kept, those that stand among them", (t) => {
  const book = new BeliefBook();
  for (let version = 1; version <= 600; version++) {
    const document = rule(RULE, { version, entry: `close > ${version}` });
    book.observe({ type: "rule.accepted", data: { document, by: "operator" } }, never);
    book.observe({ type: "position.closed", data: { ...closed(version, 1).data, ruleVersion: version } }, never);
  }
  const keys = Object.keys(book.beliefs);
  t.true(keys.length <= MAX_BELIEFS + 1, `${keys.length}`);
  t.is(keys.at(-1), `${RULE} v600`);
});

test("a rule of the loops is held to what it was proposed for, its swing included, whatever its first thesis says", (t) => {
  const document = rule(RULE, { version: 2, entry: "close > 7" });
  const basis = { change: "c", predicted: null, expectedR: 0.25, deviationR: 2, falsifier: "f", evidence: [] };
  const times = { filedAt: T0, expiresAt: T0 + 1 };
  const head = { proposalId: entryId(900), direction: "neutral", filedBy: "agent", rationale: "r", ...times };
  const submitted = { type: "proposal.submitted", data: { ...head, kind: "rule.replace", document, basis } };
  const book = new BeliefBook();
  book.observe(submitted, never);
  book.observe({ type: "rule.accepted", data: { document, by: "operator" } }, never);
  book.observe(received(1, [], 3), never);
  book.observe({ type: "position.closed", data: { ...closed(1, 1).data, ruleVersion: 2 } }, never);
  t.like(book.beliefs[`${RULE} v2`], { expectedR: 0.25, swing: { priorR: 2 } });
  const promoted = { ...document, version: 3 };
  const { deviationR: _unsaid, ...short } = basis;
  book.observe({ ...submitted, data: { ...submitted.data, document: promoted, basis: short } }, never);
  book.observe({ type: "rule.accepted", data: { document: promoted, by: "operator" } }, never);
  t.like(book.beliefs[`${RULE} v3`], { n: 1, expectedR: 0.25, swing: { priorR: 2 } });
  t.deepEqual(new BeliefBook(structuredClone(book.save())).save(), book.save());
});
