import type { DatabaseSync } from "node:sqlite";
import { GENESIS } from "./record.ts";

/** The last event of a chain: seq 0 and GENESIS when there is none. */
export interface Head {
  readonly seq: number;
  readonly hash: string;
}

const headOf = (row: unknown): Head => (row as Head | undefined) ?? { seq: 0, hash: GENESIS };

/** Asks for the last event of our own chain. */
export function headReader(db: DatabaseSync): () => Head {
  const statement = db.prepare("SELECT seq, hash FROM events ORDER BY seq DESC LIMIT 1");
  return () => headOf(statement.get());
}

/** Asks for the last mirrored event of a gate's journal. */
export function mirrorHeadReader(db: DatabaseSync): (journalId: string) => Head {
  const statement = db.prepare("SELECT seq, hash FROM gate_events WHERE journalId = ? ORDER BY seq DESC LIMIT 1");
  return (journalId) => headOf(statement.get(journalId));
}
