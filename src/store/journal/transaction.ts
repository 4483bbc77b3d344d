import type { DatabaseSync } from "node:sqlite";

/** Runs `work` so that all of it is kept or none; inside another one it is a part that can fail alone. */
export type Transaction = <Result>(work: () => Result) => Result;

/** What the process remembers of the database, to be forgotten with what is taken back. */
export interface Memory<Mark> {
  mark(): Mark;
  restore(mark: Mark): void;
  /** Called inside of every outermost transaction before its work; throws when memory and database disagree. */
  verify(): void;
}

export function transactionOf<Mark>(db: DatabaseSync, memory: Memory<Mark>): Transaction {
  const begin = db.prepare("BEGIN IMMEDIATE");
  const commit = db.prepare("COMMIT");
  let depth = 0;
  return (work) => {
    const outermost = depth === 0;
    if (!outermost && !db.isTransaction) throw new Error("the batch was taken back; nothing more can join it");
    const mark = memory.mark();
    const name = `part${depth}`;
    if (outermost) begin.run();
    else db.exec(`SAVEPOINT ${name}`);
    depth += 1;
    try {
      if (outermost) memory.verify();
      const result = work();
      if (outermost) commit.run();
      else db.exec(`RELEASE ${name}`);
      return result;
    } catch (error) {
      // A full disk makes SQLite roll back by itself: then there is nothing left to take back.
      if (db.isTransaction) db.exec(outermost ? "ROLLBACK" : `ROLLBACK TO ${name}; RELEASE ${name}`);
      memory.restore(mark);
      throw error;
    } finally {
      depth -= 1;
    }
  };
}
