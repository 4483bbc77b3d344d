import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import test from "ava";
import { FRAMES, fuzzDoor } from "./doors.ts";

const SLICE = 20_000;
setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;
const heapBytes = (): number => {
  collect();
  return process.memoryUsage().heapUsed;
};

for (const side of ["agent", "operator"] as const) {
  test(`wrong frames on the ${side}'s door: each is refused by name, none approves, none loosens, none is kept`, (t) => {
    fuzzDoor(side, "warm", 2_000);
    const before = heapBytes();
    const { refusals, approved, loosened, answers } = fuzzDoor(side, "slice", SLICE);
    const grown = (heapBytes() - before) / 2 ** 20;
    t.is(approved, 0);
    t.deepEqual(loosened, []);
    t.is(refusals["INTERNAL"], undefined, "what breaks the gate itself is no refusal");
    t.true(grown < 8, `${grown.toFixed(1)} MiB more`);
    for (const reason of ["PARSE_ERROR", "INVALID_REQUEST", "METHOD_NOT_FOUND", "INVALID_PARAMS"]) {
      t.true((refusals[reason] ?? 0) > 100, `${reason}: ${refusals[reason] ?? 0}`);
    }
    t.true(answers > 100, "some stay whole, and are answered");
    t.log(`${SLICE} frames of ${FRAMES[side].length} verbs: ${JSON.stringify(refusals)}, ${answers} answered`);
  });
}
