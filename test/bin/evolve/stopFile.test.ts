import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import test, { type ExecutionContext } from "ava";
import { askToStop, stoppable } from "../../../bin/evolve/stopFile.ts";
import type { CycleEnd } from "../../../src/agent/learning/cycleOrder.ts";
import { ManualTimers } from "../../agent/manualTimers.ts";
import { tempDir } from "../../store/temp.ts";

/** A cycle of that seed under way. */
function running(t: ExecutionContext, seed: string, path = join(tempDir(t), "STOP-CYCLE")) {
  const manual = new ManualTimers();
  const canceled: string[] = [];
  const { promise: done, resolve } = Promise.withResolvers<CycleEnd>();
  const cancel = (why: string): void => {
    canceled.push(why);
    resolve({ how: "canceled", why });
  };
  const timers = { monotonicMs: manual.monotonicMs, after: manual.setTimer };
  stoppable({ done, cancel }, { path, seed, timers });
  return { path, manual, canceled, resolve };
}

test("a cycle that is asked to stop is canceled within a second, once, and the word is gone", async (t) => {
  const { path, manual, canceled } = running(t, "account 3");
  manual.advance(5_000);
  t.deepEqual(canceled, []);
  askToStop(path, "account 3");
  manual.advance(1_000);
  t.deepEqual(canceled, ["canceled by the operator"]);
  t.false(existsSync(path));
  await Promise.resolve();
  t.deepEqual(manual.waits, [], "nobody looks any more");
});

test("word that came too late ends no other cycle; word left while no agent ran ends the one that it names", (t) => {
  const path = join(tempDir(t), "STOP-CYCLE");
  askToStop(path, "account 3");
  const { manual, canceled } = running(t, "account 4", path);
  manual.advance(5_000);
  t.deepEqual(canceled, []);
  t.false(existsSync(path));
  askToStop(path, "account 5");
  t.deepEqual(running(t, "account 5", path).canceled, ["canceled by the operator"]);
});

test("a cycle that is over is not looked after", async (t) => {
  const { manual, resolve } = running(t, "account 3");
  resolve({ how: "failed", why: "its thread ended" });
  await Promise.resolve();
  t.deepEqual(manual.waits, []);
});

test("word that cannot be read is none, and ends nobody", (t) => {
  const path = join(tempDir(t), "STOP-CYCLE");
  mkdirSync(path);
  const { manual, canceled } = running(t, "account 3", path);
  manual.advance(5_000);
  t.deepEqual(canceled, []);
});
