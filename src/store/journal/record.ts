import { hash } from "node:crypto";
import { canonicalJson } from "../canonical.ts";
import type { Draft, Recorded } from "../events/envelope.ts";
import { JournalError } from "./error.ts";
import { plainOf } from "./plain.ts";

/** The prevHash of the first event. */
export const GENESIS = "0".repeat(64);
/** The most an event's data may take as JSON, in UTF-16 units. */
export const MAX_DATA_LENGTH = 1 << 20;

/** A row of the events table, or of the gate's mirrored ones. `data` is canonical JSON. */
export interface EventRow {
  readonly seq: number;
  readonly id: string;
  readonly ts: number;
  readonly type: string;
  readonly causationId: string | null;
  readonly correlationId: string;
  readonly data: string;
  readonly prevHash: string;
  readonly hash: string;
}

const text = (value: string | null): string => JSON.stringify(value);

/**
 * SHA-256 (hex) over prevHash and the canonical JSON of {causationId, correlationId, data, id, seq, ts, type}. The data
 * text goes in as it stands, so that a changed byte of it shows even where its meaning stays.
 */
export function hashOf(row: Omit<EventRow, "hash">): string {
  const body =
    `{"causationId":${text(row.causationId)},"correlationId":${text(row.correlationId)},"data":${row.data},` +
    `"id":${text(row.id)},"seq":${row.seq},"ts":${row.ts},"type":${text(row.type)}}`;
  return hash("sha256", row.prevHash + body);
}

/** A row that was just made. `plain` is what its data reads back as, where that is known without reading it. */
export interface NewRow extends EventRow {
  readonly plain: unknown;
}

/** The row that a draft becomes behind `prevHash`. @throws JournalError BAD_DRAFT when it cannot be held. */
export function rowOf(draft: Draft, seq: number, prevHash: string): NewRow {
  const refuse = (what: string) => new JournalError("BAD_DRAFT", `event ${draft.type} ${draft.id}: ${what}`);
  if (!Number.isSafeInteger(draft.ts)) throw refuse(`ts ${draft.ts} is no whole millisecond; round it`);
  const plain = plainOf(draft.data);
  let data: string;
  try {
    data = plain === undefined ? canonicalJson(draft.data) : JSON.stringify(plain);
  } catch (error) {
    throw refuse(`${error instanceof Error ? error.message : String(error)}; record plain JSON values`);
  }
  if (data.length > MAX_DATA_LENGTH) throw refuse(`its data is larger than ${MAX_DATA_LENGTH}; refer to it instead`);
  const { id, ts, type, causationId, correlationId } = draft;
  const row = { seq, id, ts, type, causationId, correlationId, data, prevHash };
  return { ...row, hash: hashOf(row), plain };
}

/** The event as everyone reads it: as its journaled text says, so that it equals what a replay will read. */
export const recordedOf = (row: EventRow | NewRow): Recorded => ({
  seq: row.seq,
  id: row.id,
  ts: row.ts,
  type: row.type,
  causationId: row.causationId,
  correlationId: row.correlationId,
  data: "plain" in row && row.plain !== undefined ? row.plain : (JSON.parse(row.data) as unknown),
  prevHash: row.prevHash,
  hash: row.hash,
});
