import test from "ava";
import { supervise, type WorkerListener } from "../../src/agent/supervise.ts";
import { ManualTimers } from "./manualTimers.ts";

const report = (state: "starting" | "running" | "stale" | "disconnected" | "refused", detail = "") => ({
  state,
  detail,
  evolution: "",
  held: "",
  insights: {},
  candles: 0,
  signals: 0,
  intents: 0,
  lastCandleTs: null,
});

function world() {
  const timers = new ManualTimers();
  const workers: WorkerListener[] = [];
  const stopped: number[] = [];
  const canceled: number[] = [];
  const supervisor = supervise({
    spawn(listener) {
      const index = workers.push(listener) - 1;
      return { stop: () => stopped.push(index), cancelCycle: () => canceled.push(index) };
    },
    setTimer: timers.setTimer,
    monotonicMs: timers.monotonicMs,
    onView: () => {},
  });
  const crash = () => workers.at(-1)?.onExit("it crashed");
  return { timers, workers, stopped, canceled, supervisor, crash };
}

test("a crashed worker is started again after 1, 4 and 15 seconds, and then stays down and says so", (t) => {
  const { timers, workers, supervisor, crash } = world();
  for (const [i, waitMs] of [1_000, 4_000, 15_000].entries()) {
    crash();
    t.like(supervisor.view(), { state: "restarting", restarts: i + 1 });
    timers.advance(waitMs - 1);
    t.is(workers.length, i + 1);
    timers.advance(1);
    t.is(workers.length, i + 2);
    workers.at(-1)?.onReport(report("running"));
    t.is(supervisor.view().state, "running");
  }
  crash();
  t.is(supervisor.view().state, "down");
  t.regex(supervisor.view().detail, /crashed 4 times \(it crashed\): start trade again/);
  timers.advance(3_600_000);
  t.is(workers.length, 4);
});

test("ten minutes of health clear the count of crashes", (t) => {
  const { timers, supervisor, crash } = world();
  for (const waitMs of [1_000, 4_000]) {
    crash();
    timers.advance(waitMs);
  }
  timers.advance(10 * 60_000);
  crash();
  t.like(supervisor.view(), { state: "restarting", restarts: 1 });
});

test("an agent that the gate will not have is not started again", (t) => {
  const { timers, workers, supervisor } = world();
  workers[0]?.onReport(report("refused", "another agent holds the lease"));
  workers[0]?.onExit("ended");
  t.like(supervisor.view(), { state: "down", detail: "another agent holds the lease" });
  timers.advance(60_000);
  t.is(workers.length, 1);
});

test("stop ends the worker and calls off a restart that waits", (t) => {
  const one = world();
  one.supervisor.stop();
  one.crash();
  t.deepEqual(one.stopped, [0]);
  t.is(one.supervisor.view().state, "off");
  const two = world();
  two.crash();
  two.supervisor.stop();
  two.timers.advance(60_000);
  t.is(two.workers.length, 1);
});

test("a worker that is gone is heard no more", (t) => {
  const { workers, supervisor, crash } = world();
  crash();
  workers[0]?.onReport(report("running"));
  workers[0]?.onExit("again");
  t.like(supervisor.view(), { state: "restarting", restarts: 1 });
});

test("how far a cycle of evolution is, is shown while its worker lives, and the worker is asked to end it", (t) => {
  const { workers, supervisor, canceled, crash } = world();
  workers[0]?.onReport({ ...report("running"), evolution: "evolving 3/60" });
  t.is(supervisor.view().evolution, "evolving 3/60");
  supervisor.cancelCycle();
  t.deepEqual(canceled, [0]);
  crash();
  t.is(supervisor.view().evolution, "");
});
