import test from "ava";
import { Pulse } from "../../../bin/session/pulse.ts";
import { ManualTimers } from "../../agent/manualTimers.ts";

function world() {
  const clock = new ManualTimers();
  let beats = 0;
  let finish: (() => void) | null = null;
  const work = () =>
    new Promise<void>((done) => {
      beats += 1;
      finish = done;
    });
  const timers = { monotonicMs: clock.monotonicMs, after: clock.setTimer };
  const pulse = new Pulse({ work, soonMs: 250, idleMs: 1_000, timers });
  const end = async () => {
    finish?.();
    await new Promise<void>((done) => setImmediate(done));
  };
  return { clock, pulse, end, beats: () => beats };
}

test("however often it is asked for, work is done once, soon", (t) => {
  const { clock, pulse, beats } = world();
  for (let asked = 0; asked < 5; asked += 1) {
    pulse.soon();
    clock.advance(50);
  }
  t.is(beats(), 1, "asking again does not put it off");
  t.deepEqual(clock.waits, []);
});

test("what is asked for while work goes on is done after it, and never beside it", async (t) => {
  const { clock, pulse, end, beats } = world();
  pulse.now();
  clock.advance(0);
  pulse.now();
  pulse.soon();
  clock.advance(10_000);
  t.is(beats(), 1);
  await end();
  t.deepEqual(clock.waits, [250]);
  clock.advance(250);
  t.is(beats(), 2);
  await end();
  t.deepEqual(clock.waits, [1_000], "nobody asked: it waits longer");
});

test("once stopped it leaves no timer, also when work was under way", async (t) => {
  const { clock, pulse, end, beats } = world();
  pulse.now();
  clock.advance(0);
  pulse.stop();
  await end();
  pulse.soon();
  t.deepEqual(clock.waits, []);
  t.is(beats(), 1);
});
