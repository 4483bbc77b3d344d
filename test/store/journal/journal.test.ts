import { statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import test from "ava";
import * as fc from "fast-check";
import { JournalError } from "../../../src/store/journal/error.ts";
import { openJournal, openJournalToRead } from "../../../src/store/journal/journal.ts";
import { verifyJournal } from "../../../src/store/journal/verify.ts";
import { tempDir } from "../temp.ts";
import { draft, drafts, idOf, JOURNAL_ID, journalAt } from "./world.ts";

const code = (error: unknown) => (error instanceof JournalError ? error.code : String(error));
const open = (path: string) => () => openJournal({ path, journalId: JOURNAL_ID, wallClock: () => 0, pid: 1 });
const reserve = (n: number, clientOrderId: string) => draft(n, { clientOrderId }, "order.reserved");

test("the same drafts give the same head hash, whatever the wall clock, the pid and the batching", (t) => {
  const one = journalAt(t).journal;
  const other = journalAt(t, undefined, idOf(9)).journal;
  one.append(drafts(6));
  for (const each of drafts(6)) other.append([each]);
  t.deepEqual(one.head(), other.head());
  t.is(one.head().seq, 6);
});

test("what append gives is what a reader reads", (t) => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue(), { minLength: 1, maxLength: 5 }), (values) => {
      const { journal, close } = journalAt(t);
      const recorded = journal.append(values.map((value, i) => draft(i + 1, value)));
      t.deepEqual(journal.read(1, 10), recorded);
      t.deepEqual(journal.find(idOf(1)), recorded[0] ?? null);
      close();
    }),
    { numRuns: 25 },
  );
});

test("a journal that is opened again continues its chain and keeps its id", (t) => {
  const { journal, path, close } = journalAt(t);
  journal.append(drafts(3));
  const head = journal.head();
  close();
  const again = journalAt(t, path, idOf(99)).journal;
  t.is(again.journalId, JOURNAL_ID);
  t.deepEqual(again.head(), head);
  const [next] = again.append([draft(4)]);
  t.is(next?.seq, 4);
  t.is(next?.prevHash, head.hash);
});

test("no record can be updated, deleted or replaced", (t) => {
  const { journal, path } = journalAt(t);
  journal.append(drafts(2));
  const db = new DatabaseSync(path);
  t.teardown(() => db.close());
  t.throws(() => db.exec("UPDATE events SET data = '{}' WHERE seq = 1"), { message: /append-only/ });
  t.throws(() => db.exec("DELETE FROM events"), { message: /append-only/ });
  t.throws(() => db.exec("INSERT OR REPLACE INTO events SELECT * FROM events WHERE seq = 1"), {
    message: /append-only/,
  });
});

test("an order is reserved once, and nothing of a batch that reserves it again is kept", (t) => {
  const { journal } = journalAt(t);
  journal.append([reserve(1, "a"), reserve(2, "b"), draft(3, { clientOrderId: "a" }, "order.submitted")]);
  const head = journal.head();
  const error = t.throws(() => journal.append([draft(4), reserve(5, "a")]));
  t.is(code(error), "DUPLICATE_ORDER");
  t.deepEqual(journal.head(), head);
  t.is(journal.find(idOf(4)), null);
  t.is(journal.append([draft(4)])[0]?.seq, 4);
});

test("an event id is recorded once", (t) => {
  const { journal } = journalAt(t);
  journal.append(drafts(2));
  t.is(code(t.throws(() => journal.append([draft(2)]))), "DUPLICATE_ID");
});

test("what JSON cannot hold is refused by name, not written as null", (t) => {
  const { journal } = journalAt(t);
  for (const bad of [Number.NaN, 1n, () => 1, new Date(0), "x".repeat(1 << 20)]) {
    t.is(code(t.throws(() => journal.append([draft(1, { bad })]))), "BAD_DRAFT");
  }
  t.is(code(t.throws(() => journal.append([{ ...draft(1), ts: 1.5 }]))), "BAD_DRAFT");
  t.is(journal.head().seq, 0);
});

test("a batch that throws leaves nothing, one that returns leaves all of it", (t) => {
  const { journal } = journalAt(t);
  t.throws(() =>
    journal.batch(() => {
      journal.append(drafts(2));
      throw new Error("no");
    }),
  );
  t.is(journal.head().seq, 0);
  journal.batch(() => {
    journal.append([draft(1)]);
    t.throws(() => journal.append([draft(2), draft(1)]));
    journal.append([draft(2)]);
  });
  t.deepEqual(
    journal.read(1).map((event) => event.seq),
    [1, 2],
  );
});

test("a story is told in order, from any of its events or from its root's id", (t) => {
  const { journal } = journalAt(t);
  const stranger = { ...draft(7), correlationId: idOf(7), causationId: null };
  const recorded = journal.append([draft(1), stranger, draft(2)]);
  const story = recorded.filter((event) => event.id !== idOf(7));
  t.deepEqual(journal.story(idOf(2)), story);
  t.deepEqual(journal.story(idOf(1)), story);
  t.deepEqual(journal.story(idOf(55)), []);
});

test("only its owner can read a journal", (t) => {
  const { path } = journalAt(t);
  t.is(statSync(path).mode & 0o777, 0o600);
});

test("a file that is no journal is refused in one line and left alone", (t) => {
  const dir = tempDir(t);
  writeFileSync(join(dir, "text.db"), "not a database, but long enough to look at".repeat(30));
  const foreign = new DatabaseSync(join(dir, "foreign.db"));
  foreign.exec("CREATE TABLE cats (name TEXT)");
  foreign.close();
  const newer = journalAt(t, join(dir, "newer.db"));
  newer.close();
  const db = new DatabaseSync(newer.path);
  db.exec("PRAGMA user_version = 2");
  db.close();
  const cases = [
    ["text.db", "UNREADABLE"],
    ["foreign.db", "UNREADABLE"],
    ["newer.db", "VERSION"],
    ["no/such/dir.db", "UNREADABLE"],
  ];
  for (const [name = "", want] of cases) {
    const error = t.throws(open(join(dir, name)));
    t.is(code(error), want ?? "");
    t.true(
      error?.message.includes(name) && error.message.includes(";") && !error.message.includes("\n"),
      error?.message,
    );
  }
});

test("a reader sees a running journal and cannot create one", (t) => {
  const { journal, path } = journalAt(t);
  journal.append(drafts(2));
  journal.setMeta("account", "paper");
  const reader = openJournalToRead(path);
  t.teardown(() => reader.close());
  t.deepEqual(reader.head(), journal.head());
  t.is(reader.getMeta("account"), "paper");
  t.is(reader.getMeta("none"), null);
  t.is(code(t.throws(() => openJournalToRead(`${path}.none`))), "UNREADABLE");
});

test("a second writer is found out, and neither forks nor loses a record", (t) => {
  const one = journalAt(t);
  const other = journalAt(t, one.path).journal;
  one.journal.append(drafts(2));
  for (const attempt of [draft(3), draft(4)]) t.is(code(t.throws(() => other.append([attempt]))), "BUSY");
  t.is(other.read(1).length, 2);
  t.is(one.journal.append([draft(3)])[0]?.seq, 3);
  t.like(verifyJournal(one.path), { ok: true, count: 3 });
});
