import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { openEmergency } from "../../src/store/emergency.ts";
import type { Draft } from "../../src/store/events/envelope.ts";
import { tempDir } from "./temp.ts";

const ID = (n: number): string => `01900000-0000-7000-8000-${n.toString().padStart(12, "0")}`;
const draft = (n: number, text = ""): Draft => ({
  id: ID(n),
  ts: 1_760_000_000_000 + n,
  type: "order.pending_cancel",
  causationId: null,
  correlationId: ID(1),
  data: { clientOrderId: ID(n), cause: text },
});

test("what was noted is read again by the next process, and gone once it is cleared", (t) => {
  const path = join(tempDir(t), "emergency.log");
  const first = openEmergency(path);
  t.true(first.note([draft(1), draft(2)]));
  t.true(first.note([draft(3)]));
  first.close();
  const second = openEmergency(path);
  t.deepEqual(second.read(), [draft(1), draft(2), draft(3)]);
  second.clear();
  t.deepEqual(second.read(), []);
  t.true(second.note([draft(4)]));
  t.deepEqual(second.read(), [draft(4)]);
  second.close();
});

test("its room is reserved before it is needed, for the owner alone", (t) => {
  const path = join(tempDir(t), "emergency.log");
  const notes = openEmergency(path);
  const { size, mode } = statSync(path);
  t.true(size >= 1 << 20);
  t.is(mode & 0o777, 0o600);
  notes.note([draft(1)]);
  t.is(statSync(path).size, size, "a note grows nothing");
  notes.close();
});

test("a note that was torn off is left out, and everything after it", (t) => {
  const path = join(tempDir(t), "emergency.log");
  const notes = openEmergency(path);
  notes.note([draft(1)]);
  notes.note([draft(2)]);
  notes.close();
  const bytes = readFileSync(path);
  const at = bytes.indexOf("\n") + 40;
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(path, bytes);
  const again = openEmergency(path);
  t.deepEqual(again.read(), [draft(1)]);
  again.close();
});

test("what does not fit any more is refused, and what stands stays", (t) => {
  const notes = openEmergency(join(tempDir(t), "emergency.log"));
  t.true(notes.note([draft(1)]));
  t.false(notes.note(Array.from({ length: 6_000 }, (_, i) => draft(i, "x".repeat(150)))));
  t.deepEqual(notes.read(), [draft(1)]);
  notes.close();
});
