import { appendFileSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { answersIn } from "../../../bin/evolve/answersFile.ts";
import { idOfName } from "../../../src/store/ids.ts";
import { tempDir } from "../../store/temp.ts";

const [one, other] = [idOfName("one"), idOfName("other")];
const at = Date.UTC(2026, 0, 1);
const value = { trades: [{ entryAt: at, exitAt: at + 1, r: -0.1 }], signals: [at] };

test("answers are there again after a crash, but for the line that it cut short", (t) => {
  const folder = tempDir(t);
  answersIn(folder, "a").put(one, value);
  appendFileSync(join(folder, "a.ndjson"), '\n{"key":"torn');
  const again = answersIn(folder, "a");
  t.deepEqual(again.get(one), value);
  again.put(other, value);
  const third = answersIn(folder, "a");
  t.deepEqual([third.get(one), third.get(other)], [value, value]);
  third.forget();
  t.is(answersIn(folder, "a").get(one), undefined);
});

test("answers of another cut or seed are none of this cycle's, and go", (t) => {
  const folder = tempDir(t);
  answersIn(folder, "a").put(one, value);
  // What a cycle by hand keeps beside it is another's, and no reason to fail.
  mkdirSync(join(folder, "by-hand"));
  t.is(answersIn(folder, "b").get(one), undefined);
  t.deepEqual(readdirSync(folder), ["by-hand"]);
});
