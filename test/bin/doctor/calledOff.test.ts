import { EventEmitter } from "node:events";
import test from "ava";
import { calledOff } from "../../../bin/doctor/calledOff.ts";

/** A process of which a broken output is the end, as of every command. */
function command() {
  const process = Object.assign(new EventEmitter(), { stdout: new EventEmitter(), ends: 0 });
  process.stdout.on("error", () => (process.ends += 1));
  return { process, isOff: calledOff(process) };
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  test(`${signal} calls the walk off, and however often it comes does not end it`, (t) => {
    const { process, isOff } = command();
    t.false(isOff());
    for (let n = 0; n < 3; n += 1) t.true(process.emit(signal), "somebody listens: the signal itself ends nothing");
    t.true(isOff());
  });
}

test("an output that broke calls the walk off, and no longer ends the process", (t) => {
  const { process, isOff } = command();
  for (let n = 0; n < 3; n += 1) process.stdout.emit("error", new Error("write EIO"));
  t.true(isOff());
  t.is(process.ends, 0);
});
