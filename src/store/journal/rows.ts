import type { DatabaseSync } from "node:sqlite";
import type { Recorded } from "../events/envelope.ts";
import { type EventRow, recordedOf } from "./record.ts";

/** The most events one call gives; ask again from the next seq for more. */
export const READ_LIMIT = 10_000;

/** Reading, the same for our events and for the gate's mirrored ones. */
export interface EventReader {
  /** Events from `fromSeq` on in order, at most `limit` (and never more than READ_LIMIT) of them. */
  read(fromSeq: number, limit?: number): readonly Recorded[];
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
  const find = (id: string) => events([byId.get(id)].filter((row) => row !== undefined))[0] ?? null;
  return {
    read: (fromSeq, limit = READ_LIMIT) => events(range.all(fromSeq, Math.min(limit, READ_LIMIT))),
    find,
    story: (id) => events(byStory.all(find(id)?.correlationId ?? id)),
  };
}
