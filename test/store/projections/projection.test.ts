import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import type { Recorded } from "../../../src/store/events/envelope.ts";
import { openProjection, ProjectionGap } from "../../../src/store/projections/projection.ts";
import { draft, drafts, journalAt } from "../journal/world.ts";
import { tempDir } from "../temp.ts";

type Counts = Readonly<Record<string, number>>;
const count = (state: Counts, event: Recorded): Counts => ({
  [`last ${event.seq % 3}`]: event.ts,
  ...state,
  total: event.seq,
});
const open = (path: string) => openProjection<Counts>(path, {}, count);

test("a replay gives the same bytes, in one go or with restarts between", (t) => {
  const events = journalAt(t).journal.append(drafts(9));
  const path = join(tempDir(t), "counts.json");
  for (const to of [2, 5, 9]) {
    const projection = open(path);
    projection.applyAll(events.slice(projection.seq, to));
    projection.flush();
  }
  const bytes = readFileSync(path);
  rmSync(path);
  const again = open(path);
  again.applyAll(events);
  again.flush();
  t.deepEqual(readFileSync(path), bytes);
  t.regex(bytes.toString(), /^\{\n {2}"hash": /, "a person can read it");
  t.is(statSync(path).mode & 0o777, 0o600);
});

test("nothing is written before flush, and no event counts twice", (t) => {
  const events = journalAt(t).journal.append(drafts(2));
  const path = join(tempDir(t), "counts.json");
  const projection = open(path);
  projection.applyAll(events);
  projection.applyAll(events);
  t.false(existsSync(path));
  t.deepEqual([projection.seq, projection.state["total"]], [2, 2]);
});

test("an event that does not follow is refused until the projection is reset", (t) => {
  const events = journalAt(t).journal.append(drafts(3));
  const fork = journalAt(t).journal.append([draft(1, "fork"), draft(2)]);
  const projection = open(join(tempDir(t), "counts.json"));
  t.throws(() => projection.applyAll(events.slice(1)), { instanceOf: ProjectionGap });
  projection.applyAll(events.slice(0, 1));
  t.throws(() => projection.applyAll(fork.slice(1)), { instanceOf: ProjectionGap });
  projection.reset();
  projection.applyAll(fork);
  t.is(projection.seq, 2);
});

test("a file that is torn or no projection starts over", (t) => {
  const path = join(tempDir(t), "counts.json");
  for (const text of ['{"seq": 3, "ha', '{"seq": 3}', "", "[]"]) {
    writeFileSync(path, text);
    t.is(open(path).seq, 0);
  }
});
