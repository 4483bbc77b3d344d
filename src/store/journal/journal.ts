import type { DatabaseSync } from "node:sqlite";
import type { Draft, Recorded } from "../events/envelope.ts";
import type { Clock } from "../time.ts";
import { openDatabase, openDatabaseToRead } from "./database.ts";
import { asJournalError, JournalError } from "./error.ts";
import { type Head, headReader } from "./head.ts";
import { type Mirror, mirrorOf } from "./mirror.ts";
import { type EventRow, hashOf, recordedOf, rowOf } from "./record.ts";
import { type EventReader, eventReader } from "./rows.ts";
import { type Snapshots, snapshotsOf } from "./snapshots.ts";
import { type Transaction, transactionOf } from "./transaction.ts";

/** What another process may do with a journal: look. */
export interface JournalReader extends EventReader, Pick<Snapshots, "loadSnapshot"> {
  /** Given at creation; it never changes. */
  readonly journalId: string;
  /** The last event, seq 0 when there is none. */
  head(): Head;
  /** A note kept beside the chain, e.g. the account that the journal is bound to; null when there is none. */
  getMeta(key: string): string | null;
  /** The event that brought an intent, an order, a position or a proposal of that id into the world, or null. */
  birthOf(id: string, among?: readonly Born[]): Recorded | null;
  /** The gate's events, in the agent's journal. */
  readonly mirror: Pick<Mirror, "last" | keyof EventReader>;
  close(): void;
}

/** The memory of one process: append-only, hash-chained, one writer. */
export interface Journal extends JournalReader, Snapshots {
  readonly mirror: Mirror;
  /**
   * Records the drafts in order, all or none, seq without gaps from 1. Outside of a batch they are durable when it
   * returns; inside one, when the batch does. Gives the events as a replay will read them.
   * @throws JournalError DUPLICATE_ID | DUPLICATE_ORDER | BAD_DRAFT | BUSY | WRITE_FAILED: nothing was kept.
   */
  append(drafts: readonly Draft[]): readonly Recorded[];
  /** Commits everything that the (synchronous) `work` appends and mirrors as one; when it throws, none of it is kept. */
  batch<Result>(work: () => Result): Result;
  /** @throws JournalError WRITE_FAILED when it is not durable. */
  setMeta(key: string, value: string): void;
}

export interface JournalOptions {
  readonly path: string;
  /** Of a new journal; one that exists keeps its own. */
  readonly journalId: string;
  readonly wallClock: Clock;
  readonly pid: number;
}

/** Opens the journal at `path`, or creates it. @throws JournalError UNREADABLE | VERSION | BUSY | ALTERED, one line. */
export function openJournal(options: JournalOptions): Journal {
  const db = openDatabase(options.path);
  try {
    requireWholeTail(options.path, db);
    db.prepare("INSERT OR IGNORE INTO meta (key, value) VALUES ('journalId', ?)").run(options.journalId);
    return journalOver(db, options);
  } catch (error) {
    db.close();
    throw asJournalError(options.path, error);
  }
}

/** Opens an existing journal to look. @throws JournalError UNREADABLE | VERSION | BUSY. */
export function openJournalToRead(path: string): JournalReader {
  const db = openDatabaseToRead(path);
  try {
    const mirror = mirrorOf(db, (work) => work());
    const snapshots = snapshotsOf(db, (work) => work());
    return { ...readerOver(db), loadSnapshot: () => snapshots.loadSnapshot(), mirror };
  } catch (error) {
    db.close();
    throw asJournalError(path, error);
  }
}

/** How an id that is not an event's own is found: one row a kind of thing; the gate's are over an index. */
const BIRTHS = {
  intent: "type = 'intent.received' AND json_extract(data, '$.intent.intentId') = ?",
  order: "type = 'order.reserved' AND json_extract(data, '$.clientOrderId') = ?",
  /** The agent's own: what it wanted, and what it learned of a position. */
  wish: "type = 'intent.created' AND json_extract(data, '$.intent.intentId') = ?",
  lesson: "type = 'lesson.learned' AND json_extract(data, '$.positionId') = ?",
  filing:
    "type IN ('evolution.filed', 'promotion.filed', 'settings.filed', 'settings.taken') AND json_extract(data, '$.proposalId') = ?",
  proposal: "type = 'proposal.submitted' AND json_extract(data, '$.proposalId') = ?",
} as const;
/** What is born under an id of its own. */
export type Born = keyof typeof BIRTHS;
const BORN: readonly Born[] = ["intent", "order", "proposal", "wish", "lesson", "filing"];

function readerOver(db: DatabaseSync): Omit<JournalReader, "mirror" | "loadSnapshot"> {
  const meta = db.prepare("SELECT value FROM meta WHERE key = ?");
  const getMeta = (key: string) => {
    const value = meta.get(key)?.["value"];
    return typeof value === "string" ? value : null;
  };
  const birth = (of: Born) => db.prepare(`SELECT id FROM events WHERE ${BIRTHS[of]} LIMIT 1`);
  const births = {
    intent: birth("intent"),
    order: birth("order"),
    wish: birth("wish"),
    lesson: birth("lesson"),
    proposal: birth("proposal"),
    filing: birth("filing"),
  };
  const reader = eventReader(db, "events");
  return {
    ...reader,
    birthOf(id, among = BORN) {
      for (const kind of among) {
        const found = births[kind].get(id)?.["id"];
        if (typeof found === "string") return reader.find(found);
      }
      return null;
    },
    journalId: getMeta("journalId") ?? "",
    head: headReader(db),
    getMeta,
    close: () => db.close(),
  };
}

function journalOver(db: DatabaseSync, { path, wallClock, pid }: JournalOptions): Journal {
  const reader = readerOver(db);
  let head = reader.head();
  const bare = transactionOf<Head>(db, {
    mark: () => head,
    restore: (mark) => {
      head = mark;
    },
    verify: () => requireSame(path, reader.head(), head),
  });
  const transaction: Transaction = (work) => {
    try {
      return bare(work);
    } catch (error) {
      throw asJournalError(path, error);
    }
  };
  const insert = db.prepare(
    `INSERT INTO events (seq, id, ts, type, causationId, correlationId, data, prevHash, hash, wallMs, pid)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const setMeta = db.prepare("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)");
  const appendOne = (draft: Draft): Recorded => {
    const row = rowOf(draft, head.seq + 1, head.hash);
    const { seq, id, ts, type, causationId, correlationId, data, prevHash, hash } = row;
    insert.run(seq, id, ts, type, causationId, correlationId, data, prevHash, hash, wallClock(), pid);
    head = { seq, hash };
    return recordedOf(row);
  };
  return {
    ...reader,
    ...snapshotsOf(db, transaction),
    head: () => head,
    mirror: mirrorOf(db, transaction),
    append: (drafts) => (drafts.length === 0 ? [] : transaction(() => drafts.map(appendOne))),
    batch: transaction,
    setMeta: (key, value) => transaction(() => void setMeta.run(key, value)),
  };
}

/** Start-up time must not grow with history: only the last record is checked here, `verifyJournal` walks them all. */
function requireWholeTail(path: string, db: DatabaseSync): void {
  const row = db.prepare("SELECT * FROM events ORDER BY seq DESC LIMIT 1").get() as EventRow | undefined;
  if (row !== undefined && hashOf(row) !== row.hash) {
    throw new JournalError("ALTERED", `${path}: record ${row.seq} is not what was written; run \`trade audit verify\``);
  }
}

/**
 * One writer: should another one have written after all, or a commit have failed half-way, this process no longer knows
 * what is recorded. It then refuses every append until the journal is opened, and replayed, again.
 */
function requireSame(path: string, there: Head, held: Head): void {
  if (there.seq === held.seq && there.hash === held.hash) return;
  const what = `the journal is at record ${there.seq}, this process at ${held.seq}`;
  throw new JournalError("BUSY", `${path}: ${what}; end any other process on it and start again`);
}
