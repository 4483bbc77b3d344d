import test from "ava";
import { operatorVerbs } from "../../../src/gate/contract/operatorVerbs.ts";
import { authorize } from "../../../src/gate/server/authority.ts";
import { knowsPassphrase, sealPassphrase } from "../../../src/gate/server/passphrase.ts";
import { FairQueue } from "../../../src/gate/server/queue.ts";
import { powerOf } from "../../../src/gate/server/session.ts";
import { TokenBucket } from "../../../src/gate/server/tokenBucket.ts";

const bucketOf = (framesPerSecond: number, burstFrames: number, nowMs = 0): TokenBucket =>
  new TokenBucket(() => ({ framesPerSecond, burstFrames }), nowMs);

test("a burst passes, then so many a second, whatever was not used before", (t) => {
  const bucket = bucketOf(10, 3);
  t.deepEqual(
    [0, 0, 0, 0].map((now) => bucket.take(now)),
    [true, true, true, false],
  );
  t.deepEqual(
    [99, 100, 100].map((now) => bucket.take(now)),
    [false, true, false],
  );
  t.deepEqual(
    [100_000, 100_000, 100_000, 100_000].map((now) => bucket.take(now)),
    [true, true, true, false],
  );
});

test("a clock that stands still or jumps back gives nothing away", (t) => {
  const bucket = bucketOf(1, 1, 1_000);
  t.true(bucket.take(1_000));
  t.false(bucket.take(0));
  t.false(bucket.take(500));
});

test("what the market clock grants is never more than a burst", (t) => {
  const bucket = bucketOf(1, 2);
  bucket.grant(50);
  t.deepEqual(
    [0, 0, 0].map((now) => bucket.take(now)),
    [true, true, false],
  );
  bucket.grant(1);
  t.true(bucket.take(0));
});

test("a rate that is tightened binds a connection that already stands", (t) => {
  let rate = { framesPerSecond: 10, burstFrames: 5 };
  const bucket = new TokenBucket(() => rate, 0);
  rate = { framesPerSecond: 1, burstFrames: 1 };
  t.deepEqual(
    [0, 0, 500, 1_000].map((now) => bucket.take(now)),
    [true, false, false, true],
  );
});

test("in paper everybody on the operator's socket may everything", (t) => {
  for (const power of ["read", "safer", "person"] as const) {
    for (const holdsAgent of [true, false, null])
      t.is(authorize(power, "paper", { holdsAgent, unlocked: false }), null);
  }
});

test("in live a process with the agent gets only what is safer, and a person unlocks for the rest", (t) => {
  for (const holdsAgent of [true, false, null]) {
    for (const unlocked of [true, false]) {
      for (const power of ["read", "safer"] as const) t.is(authorize(power, "live", { holdsAgent, unlocked }), null);
      const why = holdsAgent !== false ? "UNAUTHORIZED" : unlocked ? null : "LOCKED";
      t.is(authorize("person", "live", { holdsAgent, unlocked }), why);
    }
  }
});

const of = (power: string) => Object.keys(operatorVerbs).filter((verb) => powerOf(verb as "hello") === power);

test("what makes things safer never waits for a person, and what loosens always does", (t) => {
  t.deepEqual(of("person"), [
    "trading.resume",
    "trading.arm",
    "cash.move",
    "external.adopt",
    "order.adopt",
    "proposal.accept",
    "rule.resume",
    "gate.stop",
  ]);
  t.true(
    ["trading.halt", "trading.reduce", "trading.disarm", "position.close", "account.flatten"].every((verb) =>
      of("safer").includes(verb),
    ),
  );
});

test("a sealed passphrase is known again, and no other is", (t) => {
  const seal = sealPassphrase("correct horse");
  t.true(knowsPassphrase(seal, "correct horse"));
  t.false(knowsPassphrase(seal, "correct horsf"));
  t.false(knowsPassphrase(seal, ""));
  t.false(seal.includes("correct"));
  t.not(sealPassphrase("correct horse"), seal, "each seal has a salt of its own");
});

test("a seal that cannot be read knows nobody", (t) => {
  const { salt } = JSON.parse(sealPassphrase("x")) as { salt: string };
  for (const seal of [
    "",
    "null",
    "{}",
    `{"salt":"${salt}","key":""}`,
    `{"salt":"${salt}","key":"AAAA"}`,
    '{"salt":1,"key":2}',
  ]) {
    t.false(knowsPassphrase(seal, ""), seal);
    t.false(knowsPassphrase(seal, "x"), seal);
  }
});

/** A queue whose turns the test takes by hand. */
function turns() {
  const waiting: (() => void)[] = [];
  const done: string[] = [];
  const queue = new FairQueue((work) => waiting.push(work));
  return {
    queue,
    done,
    waiting,
    push: (side: "operator" | "agent", name: string) => queue.push(side, () => void done.push(name)),
    turn: () => waiting.shift()?.(),
  };
}

test("the operator is served first, however deep the agent's queue is", (t) => {
  const { push, turn, done, queue } = turns();
  for (let i = 0; i < 100; i += 1) push("agent", `a${i}`);
  push("operator", "kill");
  turn();
  t.is(done[0], "kill");
  t.is(done.length, 9);
  push("operator", "flatten");
  turn();
  t.is(done[9], "flatten");
  for (let i = 0; i < 20; i += 1) turn();
  t.is(queue.depth, 0);
  t.deepEqual(
    done.filter((name) => name.startsWith("a")),
    Array.from({ length: 100 }, (_, i) => `a${i}`),
  );
});

test("one turn is asked for at a time, and none when nothing waits", (t) => {
  const { push, waiting, turn } = turns();
  push("agent", "a");
  push("agent", "b");
  t.is(waiting.length, 1);
  turn();
  t.is(waiting.length, 0);
});

test("a frame that throws takes none of those behind it with it", (t) => {
  const { queue, push, turn, done } = turns();
  queue.push("operator", () => {
    throw new Error("broken");
  });
  push("operator", "kill");
  push("agent", "a");
  t.throws(turn, { message: "broken" });
  turn();
  t.deepEqual(done, ["kill", "a"]);
});
