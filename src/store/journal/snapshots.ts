import { createHash } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import type { Transaction } from "./transaction.ts";

/** State after the event `seq`, as the caller wrote it: replay goes on from seq + 1. */
export interface Snapshot {
  readonly seq: number;
  readonly state: string;
}

/** Disposable: without any the whole journal is replayed, so a lost or foreign one costs time and nothing else. */
export interface Snapshots {
  /** Keeps the last two. @throws RangeError when there is no event of that seq. */
  saveSnapshot(seq: number, state: string): void;
  /** The newest one that is whole and was taken of this very chain, or null. */
  loadSnapshot(): Snapshot | null;
}

interface Row extends Snapshot {
  readonly hash: string;
  readonly checksum: string;
}

const checksumOf = (hash: string, state: string) => createHash("sha256").update(hash).update(state).digest("hex");

export function snapshotsOf(db: DatabaseSync, transaction: Transaction): Snapshots {
  const eventHash = db.prepare("SELECT hash FROM events WHERE seq = ?");
  const insert = db.prepare("INSERT OR REPLACE INTO snapshots (seq, hash, checksum, state) VALUES (?, ?, ?, ?)");
  const forget = db.prepare(
    "DELETE FROM snapshots WHERE seq NOT IN (SELECT seq FROM snapshots ORDER BY seq DESC LIMIT 2)",
  );
  const newest = db.prepare(
    "SELECT s.seq, s.hash, s.checksum, s.state FROM snapshots s JOIN events e ON e.seq = s.seq AND e.hash = s.hash ORDER BY s.seq DESC",
  );
  const rows = () => newest.all().map((row) => row as unknown as Row); // house-ok: STRICT columns hold these types
  return {
    saveSnapshot(seq, state) {
      const hash = eventHash.get(seq)?.["hash"];
      if (typeof hash !== "string") throw new RangeError(`no event ${seq} to take a snapshot at`);
      transaction(() => {
        insert.run(seq, hash, checksumOf(hash, state), state);
        forget.run();
      });
    },
    loadSnapshot() {
      try {
        for (const row of rows()) {
          if (row.checksum === checksumOf(row.hash, row.state)) return { seq: row.seq, state: row.state };
        }
      } catch {
        // A page of it is damaged: history is read from the beginning instead, and says itself if it is as well.
      }
      return null;
    },
  };
}
