import test from "ava";
import { type Lane, RateBudget } from "../../../../src/gate/venue/coinbase/rateBudget.ts";
import { ManualTimers } from "../../../agent/manualTimers.ts";

function budgetOf(maxWaitMs = 10_000) {
  const timers = new ManualTimers();
  const budget = new RateBudget({ monotonicMs: timers.monotonicMs, after: timers.setTimer }, maxWaitMs);
  const sentAt: number[] = [];
  const refused: number[] = [];
  const ask = (lane: Lane, count: number) => {
    for (let n = 0; n < count; n += 1) {
      void budget.turn(lane).then((may) => (may ? sentAt : refused).push(timers.monotonicMs()));
    }
  };
  /** Lets time pass in small steps, so that what is due is done at its own time. */
  const pass = async (ms: number) => {
    for (let gone = 0; gone < ms; gone += 10) {
      await Promise.resolve();
      timers.advance(10);
      await Promise.resolve();
    }
    await new Promise((done) => setImmediate(done));
  };
  return { budget, ask, pass, sentAt, refused };
}
const busiestSecond = (times: readonly number[]): number =>
  Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + 1_000).length));

test("no second holds more than 30 calls with a key, and all of them leave in the end", async (t) => {
  const { ask, pass, sentAt } = budgetOf();
  ask("private", 100);
  ask("cancel", 30);
  await pass(9_000);
  t.is(sentAt.length, 130);
  t.true(busiestSecond(sentAt) <= 30, String(busiestSecond(sentAt)));
});

test("a quiet while gives nobody more than a second's worth", async (t) => {
  const { ask, pass, sentAt } = budgetOf();
  await pass(60_000);
  ask("private", 100);
  await pass(2_000);
  t.true(busiestSecond(sentAt) <= 22);
});

test("a cancel leaves at once while everything else waits", async (t) => {
  const { budget, ask, pass } = budgetOf();
  ask("private", 100);
  await pass(10);
  t.true(await Promise.race([budget.turn("cancel"), later()]));
});

test("what the others leave, cancels may use as well", async (t) => {
  const { ask, pass, sentAt } = budgetOf();
  ask("cancel", 12);
  await pass(10);
  t.is(sentAt.length, 4 + 8);
});

test("public calls have a rate of their own: 10 a second", async (t) => {
  const { ask, pass, sentAt } = budgetOf();
  ask("private", 100);
  ask("public", 20);
  await pass(10);
  t.is(sentAt.length, 8 + 4);
  const alone = budgetOf();
  alone.ask("public", 20);
  await alone.pass(3_000);
  t.is(alone.sentAt.length, 20);
  t.true(busiestSecond(alone.sentAt) <= 10);
});

test("a call whose turn would come too late is not sent at all, and takes nobody's place", async (t) => {
  const { ask, pass, sentAt, refused } = budgetOf(500);
  ask("private", 100);
  await pass(1_000);
  t.is(sentAt.length, 8 + 7);
  t.is(refused.length, 100 - 15);
  ask("private", 1);
  await pass(10);
  t.is(sentAt.length, 16);
});

test("after a 429 that lane waits more than a second, and cancels do not", async (t) => {
  const { budget, ask, pass, sentAt } = budgetOf();
  budget.penalize("private");
  ask("private", 1);
  t.true(await Promise.race([budget.turn("cancel"), later()]));
  await pass(1_000);
  t.is(sentAt.length, 0);
  await pass(200);
  t.is(sentAt.length, 1);
});

/** What comes after everything that needs no time. */
const later = () => new Promise<boolean>((done) => setImmediate(() => done(false)));
