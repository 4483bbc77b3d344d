import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { openProjection } from "../../../src/store/projections/projection.ts";
import { tempDir } from "../temp.ts";

const head = (seq: number) => ({ seq, hash: String(seq).repeat(64).slice(0, 64) });
const state = { positions: [{ symbol: "BTC/USD", quantity: "0.1" }], account: "paper" };

test("a person can read it, its owner alone may, and it says as of which event", (t) => {
  const path = join(tempDir(t), "positions.json");
  openProjection(path).show(head(3), state);
  t.regex(readFileSync(path, "utf8"), /^\{\n {2}"hash": "333/);
  t.deepEqual(JSON.parse(readFileSync(path, "utf8")), { ...head(3), state });
  t.is(statSync(path).mode & 0o777, 0o600);
});

test("a file that was deleted, torn or altered comes back with the same bytes", (t) => {
  const path = join(tempDir(t), "positions.json");
  openProjection(path).show(head(3), state);
  const bytes = readFileSync(path);
  for (const spoil of [
    () => rmSync(path),
    () => writeFileSync(path, '{"seq": 3, "ha'),
    () => writeFileSync(path, "{}"),
  ]) {
    spoil();
    openProjection(path).show(head(3), state);
    t.deepEqual(readFileSync(path), bytes);
  }
});

test("nothing is written when nothing happened since", (t) => {
  const path = join(tempDir(t), "positions.json");
  const projection = openProjection(path);
  projection.show(head(3), state);
  rmSync(path);
  projection.show(head(3), state);
  t.throws(() => statSync(path), { code: "ENOENT" });
  projection.show(head(4), state);
  t.is(JSON.parse(readFileSync(path, "utf8")).seq, 4);
});

test("what could not be written is written with the next try", (t) => {
  const folder = join(tempDir(t), "gate");
  const projection = openProjection(join(folder, "positions.json"));
  t.throws(() => projection.show(head(3), state));
  mkdirSync(folder);
  projection.show(head(3), state);
  t.is(JSON.parse(readFileSync(join(folder, "positions.json"), "utf8")).seq, 3);
});
