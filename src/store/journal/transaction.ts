import type { DatabaseSync } from "node:sqlite";

/** Runs `work` so that all of it is kept or none; inside another one it is a part that can fail alone. */
export type Transaction = <Result>(work: () => Result) => Result;

/** `undo` is called after everything of a failed transaction was taken back, to forget what memory holds of it. */
export function transactionOf(db: DatabaseSync, undo: () => void): Transaction {
  let depth = 0;
  return (work) => {
    const outermost = depth === 0;
    if (!outermost && !db.isTransaction) throw new Error("the batch was taken back; nothing more can join it");
    db.exec(outermost ? "BEGIN IMMEDIATE" : `SAVEPOINT part${depth}`);
    depth += 1;
    try {
      const result = work();
      db.exec(outermost ? "COMMIT" : `RELEASE part${depth - 1}`);
      return result;
    } catch (error) {
      // A full disk makes SQLite roll back by itself: then there is nothing left to take back.
      if (db.isTransaction) db.exec(outermost ? "ROLLBACK" : `ROLLBACK TO part${depth - 1}; RELEASE part${depth - 1}`);
      undo();
      throw error;
    } finally {
      depth -= 1;
    }
  };
}
