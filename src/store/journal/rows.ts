import type { DatabaseSync } from "node:sqlite";
import type { Recorded } from "../events/envelope.ts";
import { asJournalError, JournalError } from "./error.ts";
import { type EventRow, GENESIS, hashOf, recordedOf } from "./record.ts";

/** The most events one call gives; ask again from the next seq for more. */
export const READ_LIMIT = 10_000;

/** Reading, the same for our events and for the gate's mirrored ones. */
export interface EventReader {
  /** Events from `fromSeq` on in order, at most `limit` (and never more than READ_LIMIT) of them. */
  read(fromSeq: number, limit?: number): readonly Recorded[];
  /**
   * The same, each proven to be what was written, and to follow on the one before it: what a mind is made of.
   * @throws JournalError ALTERED that names the first record which is not, UNREADABLE when the file is damaged.
   */
  replay(fromSeq: number, limit?: number): readonly Recorded[];
  /** The event of that id, or null. */
  find(id: string): Recorded | null;
  /** Every event of the story that the event `id` belongs to, in order; `id` may also be a correlationId. */
  story(id: string): readonly Recorded[];
}

const events = (rows: readonly unknown[]) => rows.map((row) => recordedOf(row as EventRow));

export type EventTable = "events" | "gate_events";

export function eventReader(db: DatabaseSync, table: EventTable): EventReader {
  const range = db.prepare(`SELECT * FROM ${table} WHERE seq >= ? ORDER BY seq LIMIT ?`);
  const byId = db.prepare(`SELECT * FROM ${table} WHERE id = ?`);
  const byStory = db.prepare(`SELECT * FROM ${table} WHERE correlationId = ? ORDER BY seq LIMIT ${READ_LIMIT}`);
  const rowsFrom = (fromSeq: number, limit: number) => range.all(fromSeq, Math.min(limit, READ_LIMIT));
  const find = (id: string) => events([byId.get(id)].filter((row) => row !== undefined))[0] ?? null;
  return {
    read: (fromSeq, limit = READ_LIMIT) => events(rowsFrom(fromSeq, limit)),
    replay(fromSeq, limit = READ_LIMIT) {
      const path = db.location() ?? "the journal";
      try {
        const first = Math.max(1, fromSeq - 1);
        const rows = rowsFrom(first, limit + 1) as unknown as EventRow[]; // house-ok: STRICT columns
        requireChain(path, rows, first);
        return events(rows.filter(({ seq }) => seq >= fromSeq).slice(0, limit));
      } catch (error) {
        throw asJournalError(path, error);
      }
    },
    find,
    story: (id) => events(byStory.all(find(id)?.correlationId ?? id)),
  };
}

/** The rows are whole, in order from `first` on, and each follows on the one before. */
function requireChain(path: string, rows: readonly EventRow[], first: number): void {
  let [seq, before] = [first, first === 1 ? GENESIS : rows[0]?.prevHash];
  for (const row of rows) {
    if (row.seq !== seq || row.prevHash !== before || hashOf(row) !== row.hash) {
      throw new JournalError(
        "ALTERED",
        `${path}: record ${seq} is not what was written; run \`trade audit verify\`, and restore a copy`,
      );
    }
    [seq, before] = [seq + 1, row.hash];
  }
}
