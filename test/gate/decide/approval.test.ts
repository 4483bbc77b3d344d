import test from "ava";
import { entry, kill, safetyWith, submit, T0, tick, CANDLE_MS, BTC } from "../facts.ts";
import { entryId, type Given, givenUnder } from "../given.ts";

/** From 4 % of 5000 on a person is asked; each waits two candles. */
const asking = safetyWith((limits) => ({ ...limits, approval: { aboveNotionalPct: 3, expireAfterCandles: 2 } }));
const waiting = (): Given => givenUnder(asking, submit(entry(1)));
const proposalId = (given: Given): string => {
  const [id] = Object.keys(given.state.proposals).slice(-1);
  if (id === undefined) throw new RangeError("nothing waits");
  return id;
};
const yes = (given: Given) =>
  ({ type: "proposal.accept", proposalId: proposalId(given), by: "operator", reason: "go" }) as const;
const no = (given: Given) =>
  ({ type: "proposal.reject", proposalId: proposalId(given), by: "operator", reason: "too much" }) as const;

test("an entry that lacks nothing but a person's yes waits for it, and nothing leaves", (t) => {
  const outcome = givenUnder(asking)
    .when(submit(entry(1)))
    .tells(t, "intent.received", "intent.waiting", [
      "proposal.submitted",
      { kind: "order.approve", direction: "loosen" },
    ]);
  t.deepEqual(outcome.state.orders, {});
  t.is(outcome.state.intents[entryId(1)]?.verdict.decision, "waiting");
  t.like(outcome.one("proposal.submitted"), { notional: "200", expiresAt: T0 + 3 * CANDLE_MS });
});

test("one that lacks more than that is denied at once", (t) => {
  givenUnder(asking)
    .when(submit(entry(1, { stopPrice: undefined })))
    .tells(t, "intent.received", "intent.denied");
});

test("a yes sends it up the ladder again, and it leaves as any other", (t) => {
  const given = waiting();
  const outcome = given
    .when(yes(given))
    .tells(t, "proposal.accepted", "intent.approved", "order.reserved", "order.submitted");
  t.is(outcome.state.intents[entryId(1)]?.verdict.decision, "approved");
  const [root] = given.state.intents[entryId(1)]?.correlationId ?? "";
  t.true(outcome.events.every(({ correlationId }) => correlationId.startsWith(root ?? "?")));
  const check = outcome.one("intent.approved").checks.find(({ code }) => code === "APPROVAL_REQUIRED");
  t.is(check?.observed, "approved by operator");
});

test("a yes is none of the gate's: what does not pass by then is denied", (t) => {
  const given = waiting().and(tick(1, { [BTC]: 90 }));
  const outcome = given.when(yes(given)).tells(t, "proposal.accepted", "intent.denied");
  t.true(outcome.one("intent.denied").denials.includes("STOP_WRONG_SIDE"));
  t.false(outcome.one("intent.denied").denials.includes("APPROVAL_REQUIRED"));
});

test("a no denies it, by the one check it lacked", (t) => {
  const given = waiting();
  const outcome = given.when(no(given)).tells(t, "proposal.rejected", "intent.denied");
  t.deepEqual(outcome.one("intent.denied").denials, ["APPROVAL_REQUIRED"]);
  t.is(outcome.state.intents[entryId(1)]?.verdict.decision, "denied");
});

test("unanswered it is denied when its candles are over, and a yes comes too late", (t) => {
  const given = waiting().and(tick(1));
  const over = given.when(tick(2));
  t.true(over.types.includes("proposal.expired"));
  t.deepEqual(over.one("intent.denied").denials, ["APPROVAL_REQUIRED"]);
  given.and(tick(2)).when(yes(given)).refuses(t, "NOT_ALLOWED_NOW");
});

test("a kill, a flatten and a reduce leave nothing that waits", (t) => {
  for (const command of [
    kill,
    { type: "account.flatten", symbol: null },
    { type: "trading.reduce", reason: "x" },
  ] as const) {
    const outcome = waiting().when(command);
    t.deepEqual(outcome.one("intent.denied").denials, ["APPROVAL_REQUIRED"], command.type);
    t.is(Object.values(outcome.state.proposals).at(-1)?.state, "expired");
  }
});

test("while one waits the same rule asks for no other in that symbol; answered, it may", (t) => {
  const given = waiting();
  const second = given.when(submit(entry(2)));
  t.deepEqual(second.one("intent.denied").denials, ["ALREADY_IN_POSITION", "APPROVAL_REQUIRED"]);
  t.true(
    given
      .and(no(given))
      .when(submit(entry(2)))
      .types.includes("intent.waiting"),
  );
});

test("the agent does not answer for itself", (t) => {
  const given = waiting();
  given.when({ ...yes(given), by: "agent" }).refuses(t, "NOT_ALLOWED_NOW");
});

test("the same intent again gets the answer that stands, and asks nobody twice", (t) => {
  waiting()
    .when(submit(entry(1)))
    .tells(t);
});
