import type { DatabaseSync } from "node:sqlite";
import { openDatabaseToRead } from "./database.ts";
import { type EventRow, GENESIS, hashOf } from "./record.ts";
import type { Head } from "./head.ts";

/** `problem` says what differs at the first record that is not as it was written. */
export type Verification =
  | { readonly ok: true; readonly count: number; readonly head: Head }
  | { readonly ok: false; readonly seq: number; readonly problem: string };

/**
 * Walks the whole chain, looking only. It cannot see that records were cut off the end: compare `head` with one noted
 * elsewhere (the agent's mirror holds the gate's).
 * @throws JournalError UNREADABLE | VERSION | BUSY when the file cannot be opened as a journal.
 */
export function verifyJournal(path: string): Verification {
  const db = openDatabaseToRead(path);
  try {
    return walk(db);
  } finally {
    db.close();
  }
}

function walk(db: DatabaseSync): Verification {
  let head: Head = { seq: 0, hash: GENESIS };
  try {
    for (const row of db.prepare("SELECT * FROM events ORDER BY seq").iterate() as Iterable<EventRow>) {
      const problem = problemOf(row, head);
      if (problem !== null) return { ok: false, seq: head.seq + 1, problem };
      head = { seq: row.seq, hash: row.hash };
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { ok: false, seq: head.seq + 1, problem: `the record cannot be read (${why})` };
  }
  return { ok: true, count: head.seq, head };
}

function problemOf(row: EventRow, before: Head): string | null {
  if (row.seq !== before.seq + 1) return `the record is missing: ${row.seq} comes after ${before.seq}`;
  if (row.prevHash !== before.hash) return `prevHash is not the hash of record ${before.seq}`;
  const own = hashOf(row);
  return own === row.hash ? null : `its content gives the hash ${own}, the record says ${row.hash}`;
}
