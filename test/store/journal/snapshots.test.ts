import { DatabaseSync } from "node:sqlite";
import test from "ava";
import { draft, drafts, journalAt } from "./world.ts";

test("the newest snapshot comes back after reopening, and two are kept", (t) => {
  const { journal, path, close } = journalAt(t);
  journal.append(drafts(5));
  for (const seq of [2, 3, 5]) journal.saveSnapshot(seq, `state ${seq}`);
  close();
  const again = journalAt(t, path).journal;
  t.deepEqual(again.loadSnapshot(), { seq: 5, state: "state 5" });
  const db = new DatabaseSync(path);
  t.deepEqual(
    db
      .prepare("SELECT seq FROM snapshots ORDER BY seq")
      .all()
      .map((row) => row["seq"]),
    [3, 5],
  );
  db.exec("UPDATE snapshots SET state = 'altered' WHERE seq = 5");
  t.deepEqual(again.loadSnapshot(), { seq: 3, state: "state 3" }, "an altered snapshot is passed over");
  db.exec("DELETE FROM snapshots");
  db.close();
  t.is(again.loadSnapshot(), null, "snapshots are disposable");
});

test("a snapshot of another chain is ignored", (t) => {
  const one = journalAt(t);
  const other = journalAt(t);
  one.journal.append(drafts(2));
  one.journal.saveSnapshot(2, "foreign");
  one.close();
  other.journal.append([draft(1), draft(2, "something else")]);
  const db = new DatabaseSync(other.path);
  db.exec(`ATTACH '${one.path}' AS foreign_one; INSERT INTO snapshots SELECT * FROM foreign_one.snapshots`);
  db.close();
  t.is(other.journal.loadSnapshot(), null);
});

test("no snapshot is taken of an event that is not there", (t) => {
  const { journal } = journalAt(t);
  t.throws(() => journal.saveSnapshot(1, "x"), { instanceOf: RangeError });
  t.is(journal.loadSnapshot(), null);
});
