import { copyFileSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import test, { type ExecutionContext } from "ava";
import * as fc from "fast-check";
import { JournalError } from "../../../src/store/journal/error.ts";
import { openJournal } from "../../../src/store/journal/journal.ts";
import { verifyJournal } from "../../../src/store/journal/verify.ts";
import { tempDir } from "../temp.ts";
import { drafts, JOURNAL_ID, journalAt } from "./world.ts";

const RECORDS = 8;

/** A closed journal of RECORDS records and a way to alter it behind its back. */
function closedJournal(t: ExecutionContext) {
  const { journal, path, close } = journalAt(t);
  journal.append(drafts(RECORDS));
  const head = journal.head();
  close();
  const alter = (sql: string) => {
    const db = new DatabaseSync(path);
    for (const name of ["events_no_update", "events_no_delete"]) db.exec(`DROP TRIGGER IF EXISTS ${name}`);
    db.exec(sql);
    db.close();
  };
  return { path, head, alter };
}

test("a whole chain is well, with its count and head", (t) => {
  const { path, head } = closedJournal(t);
  t.deepEqual(verifyJournal(path), { ok: true, count: RECORDS, head });
});

test("an altered field is named by its record", (t) => {
  const changes = [
    "data = '{\"n\": 0}'",
    "data = replace(data, ':', ': ')",
    "ts = ts + 1",
    "type = 'thing.hidden'",
    "causationId = NULL",
    "correlationId = 'x'",
    "id = 'x'",
    "hash = 'x'",
    "prevHash = 'x'",
  ];
  fc.assert(
    fc.property(fc.constantFrom(...changes), fc.integer({ min: 2, max: RECORDS }), (change, seq) => {
      const { path, alter } = closedJournal(t);
      alter(`UPDATE events SET ${change} WHERE seq = ${seq}`);
      const result = verifyJournal(path);
      t.like(result, { ok: false, seq });
    }),
    { numRuns: 30 },
  );
});

test("an altered byte of the file is named by its record, and the journal does not open on a broken tail", (t) => {
  const { path } = closedJournal(t);
  const bytes = readFileSync(path);
  const at = bytes.indexOf(`{"n":${RECORDS}}`);
  bytes[at + 5] = (bytes[at + 5] ?? 0) ^ 1;
  writeFileSync(path, bytes);
  t.like(verifyJournal(path), { ok: false, seq: RECORDS });
  const error = t.throws(() => openJournal({ path, journalId: JOURNAL_ID, wallClock: () => 0, pid: 1 }));
  t.is(error instanceof JournalError ? error.code : "", "ALTERED");
});

test("a removed record is named", (t) => {
  const { path, alter } = closedJournal(t);
  alter("DELETE FROM events WHERE seq = 5");
  const result = verifyJournal(path);
  t.like(result, { ok: false, seq: 5 });
  t.regex(result.ok ? "" : result.problem, /missing/);
});

test("wherever the write-ahead log is torn, what is left is a valid prefix", (t) => {
  const { journal, path } = journalAt(t);
  for (const each of drafts(RECORDS)) journal.append([each]);
  const whole = readFileSync(`${path}-wal`).length;
  const dir = tempDir(t);
  let copies = 0;
  fc.assert(
    fc.property(fc.integer({ min: 40_000, max: whole }), (length) => {
      const copy = join(dir, `${(copies += 1)}.db`);
      copyFileSync(path, copy);
      copyFileSync(`${path}-wal`, `${copy}-wal`);
      truncateSync(`${copy}-wal`, length);
      const again = openJournal({ path: copy, journalId: JOURNAL_ID, wallClock: () => 0, pid: 1 });
      t.deepEqual(again.read(1), journal.read(1, again.head().seq || 1).slice(0, again.head().seq));
      again.close();
      t.like(verifyJournal(copy), { ok: true, count: again.head().seq });
    }),
    { numRuns: 20 },
  );
});
