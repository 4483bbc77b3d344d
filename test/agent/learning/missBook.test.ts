import test from "ava";
import { MissBook, type Miss } from "../../../src/agent/learning/missBook.ts";

const miss = (n: number, change: Partial<Miss> = {}): Miss => ({
  ruleId: "trend",
  ruleVersion: 1,
  day: `2026-01-${String(1 + (n % 28)).padStart(2, "0")}`,
  by: ["skipped: its condition volume > 7"],
  share: 1,
  outcome: "closed",
  r: -1,
  ...change,
});

test("a condition that keeps out much pushes out no other, and a busy day no earlier one", (t) => {
  const book = new MissBook();
  for (let n = 0; n < 30; n++) book.hear(miss(n, { ruleId: "quiet" }));
  for (let n = 0; n < 5_000; n++) book.hear(miss(0));
  for (let n = 0; n < 5_000; n++) book.hear(miss(n, { by: ["skipped: its condition close > open"] }));
  t.is(book.of("quiet").length, 30);
  t.is(book.of("trend").filter(({ by }) => by[0]?.includes("volume")).length, 20, "of one day");
  const other = book.of("trend").filter(({ by }) => by[0]?.includes("open"));
  t.is(other.length, 400);
  t.true(new Set(other.map(({ day }) => day)).size >= 20);
  t.deepEqual(book.rules, ["quiet", "trend"]);
  t.deepEqual(new MissBook(structuredClone(book.save())).save(), book.save());
});

test("what an earlier version's conditions kept out says nothing of the newest one's", (t) => {
  const book = new MissBook();
  for (let n = 0; n < 28; n++) book.hear(miss(n, { r: 1 }));
  for (let n = 0; n < 5; n++) book.hear(miss(n, { ruleVersion: 2 }));
  t.deepEqual(
    book.of("trend").map(({ r }) => r),
    [-1, -1, -1, -1, -1],
  );
  t.deepEqual(book.of("nobody"), []);
});
