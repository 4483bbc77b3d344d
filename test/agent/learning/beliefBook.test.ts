import test from "ava";
import { entryId } from "../../gate/given.ts";
import { closedTrade } from "../closedTrade.ts";
import { BeliefBook } from "../../../src/agent/learning/beliefBook.ts";
import { entry, rule } from "../../gate/facts.ts";

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

test("a trade is believed of its rule and of the regime that its thesis named, and held to what that expected", (t) => {
  const book = new BeliefBook();
  book.observe(received(1, ["regime = rising, quiet"], 0.4), never);
  book.observe(closed(1, 2), never);
  t.like(book.beliefs[`${RULE} v1`], { n: 1, mean: 2, expectedR: 0.4 });
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
  t.truthy(book.observe(closed(41, -1), never));
});
