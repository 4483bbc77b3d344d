import type { DatabaseSync } from "node:sqlite";
import type { Recorded } from "../events/envelope.ts";
import { canonicalJson } from "../canonical.ts";
import { type Head, mirrorHeadReader } from "./head.ts";
import { GENESIS, hashOf } from "./record.ts";
import { type EventReader, eventReader } from "./rows.ts";
import type { Transaction } from "./transaction.ts";

/**
 * Why a mirrored event was refused: GAP events are missing before it · FOREIGN_JOURNAL it comes from another journal ·
 * CONFLICT another event is held at its seq, or it does not follow the last one's hash · ALTERED its hash is not its own.
 */
export type MirrorRefusal = "GAP" | "FOREIGN_JOURNAL" | "CONFLICT" | "ALTERED";
/** `added` is false when the event was held already; `expected` says what would have been accepted. */
export type MirrorResult =
  | { readonly ok: true; readonly added: boolean }
  | { readonly ok: false; readonly code: MirrorRefusal; readonly expected: string; readonly observed: string };

/** The gate's events as the agent keeps them: in a table of their own, under the gate's seqs and hashes. */
export interface Mirror extends EventReader {
  /** Keeps the next event of the gate, or says by name why not. Never throws on what a gate may send. */
  add(journalId: string, event: Recorded): MirrorResult;
  /** The last event held of that journal; seq 0 when there is none. */
  last(journalId: string): Head;
}

const refuse = (code: MirrorRefusal, expected: string | number, observed: string | number): MirrorResult => ({
  ok: false,
  code,
  expected: String(expected),
  observed: String(observed),
});

export function mirrorOf(db: DatabaseSync, transaction: Transaction): Mirror {
  const heldFrom = db.prepare("SELECT DISTINCT journalId FROM gate_events LIMIT 1");
  const hashAt = db.prepare("SELECT hash FROM gate_events WHERE journalId = ? AND seq = ?");
  const insert = db.prepare(
    `INSERT INTO gate_events (journalId, seq, id, ts, type, causationId, correlationId, data, prevHash, hash)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const last = mirrorHeadReader(db);
  const reader = eventReader(db, "gate_events");
  const judge = (journalId: string, event: Recorded, data: string): MirrorResult => {
    const { seq, prevHash, hash } = event;
    const bound = heldFrom.get()?.["journalId"];
    if (typeof bound === "string" && bound !== journalId) return refuse("FOREIGN_JOURNAL", bound, journalId);
    const head = last(journalId);
    if (seq > head.seq + 1) return refuse("GAP", head.seq + 1, seq);
    const own = hashOf({ ...event, data });
    if (own !== hash) return refuse("ALTERED", own, hash);
    const held = hashAt.get(journalId, seq)?.["hash"];
    if (typeof held === "string") return held === hash ? { ok: true, added: false } : refuse("CONFLICT", held, hash);
    if (reader.find(event.id) !== null) return refuse("CONFLICT", "an id of its own", event.id);
    const follows = head.seq === 0 ? GENESIS : head.hash;
    return prevHash === follows ? { ok: true, added: true } : refuse("CONFLICT", follows, prevHash);
  };
  return {
    ...reader,
    last,
    add: (journalId, event) =>
      transaction(() => {
        const data = canonicalJson(event.data);
        const result = judge(journalId, event, data);
        if (!result.ok || !result.added) return result;
        const { seq, id, ts, type, causationId, correlationId, prevHash, hash } = event;
        insert.run(journalId, seq, id, ts, type, causationId, correlationId, data, prevHash, hash);
        return result;
      }),
  };
}
