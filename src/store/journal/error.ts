/**
 * Why a journal said no:
 * UNREADABLE the file is no journal or cannot be read · VERSION it was written by another version of the program ·
 * BUSY another process is writing · DUPLICATE_ID an event of that id is there · DUPLICATE_ORDER an order.reserved of that
 * clientOrderId is there · BAD_DRAFT the event cannot be held · ALTERED the chain is broken · WRITE_FAILED not durable.
 */
export type JournalErrorCode =
  | "UNREADABLE"
  | "VERSION"
  | "BUSY"
  | "DUPLICATE_ID"
  | "DUPLICATE_ORDER"
  | "BAD_DRAFT"
  | "ALTERED"
  | "WRITE_FAILED";

/** A refusal of the journal, in one line: where, what, and what to do. Nothing of the refused batch was kept. */
export class JournalError extends Error {
  override readonly name = "JournalError";
  readonly code: JournalErrorCode;

  constructor(code: JournalErrorCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}

const SQLITE_BUSY = 5;
const SQLITE_LOCKED = 6;
/** Pages that are no pages, and a file that is no database: a disk gave back something else than was written. */
const DAMAGED: ReadonlySet<number> = new Set([11, 26]);

/** SQLite's own error as a refusal by name; a JournalError stays as it is, and so does what is no SQLite error. */
export function asJournalError(path: string, error: unknown): unknown {
  if (error instanceof JournalError || !(error instanceof Error) || !("errcode" in error)) return error;
  const say = (code: JournalErrorCode, what: string) => new JournalError(code, `${path}: ${what}`, error);
  const primary = Number(error.errcode) & 0xff;
  if (primary === SQLITE_BUSY || primary === SQLITE_LOCKED) {
    return say("BUSY", "another process is writing this journal; end it, then try again");
  }
  if (DAMAGED.has(primary)) return say("UNREADABLE", `the file is damaged (${error.message}); restore a copy`);
  if (error.message.includes("events.id"))
    return say("DUPLICATE_ID", "an event of this id is recorded already; look it up by its id");
  if (error.message.includes("events_reserved")) {
    return say(
      "DUPLICATE_ORDER",
      "an order of this clientOrderId is reserved already; look it up instead of sending it again",
    );
  }
  return say("WRITE_FAILED", `the journal refused (${error.message}); check the disk, then run \`trade audit verify\``);
}
