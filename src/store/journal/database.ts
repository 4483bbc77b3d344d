import { chmodSync, closeSync, openSync, statSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { JournalError } from "./error.ts";
import { APPLICATION_ID, SCHEMA, SCHEMA_VERSION } from "./schema.ts";

/** How long to wait for another connection of the same database, e.g. `trade log` reading beside the gate. */
const BUSY_TIMEOUT_MS = 2_000;

/**
 * The journal's database, created (mode 0600) where there is none. Every commit is on the disk when it returns.
 * @throws JournalError UNREADABLE | VERSION | BUSY, one line.
 */
export const openDatabase = (path: string): DatabaseSync => guarded(path, () => writable(path));

/** The same, to look only: it never creates or changes a record. @throws JournalError UNREADABLE | VERSION | BUSY. */
export const openDatabaseToRead = (path: string): DatabaseSync =>
  guarded(path, () => {
    statSync(path);
    return connect(path, { readOnly: true, timeout: BUSY_TIMEOUT_MS }, (db) => requireOurs(path, db));
  });

function writable(path: string): DatabaseSync {
  closeSync(openSync(path, "a", 0o600));
  chmodSync(path, 0o600);
  return connect(path, { timeout: BUSY_TIMEOUT_MS }, (db) => {
    if (isEmpty(db)) db.exec(`PRAGMA journal_mode = WAL; BEGIN IMMEDIATE; ${SCHEMA} COMMIT;`);
    requireOurs(path, db);
    db.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA recursive_triggers = ON;");
  });
}

function connect(
  path: string,
  options: { readonly readOnly?: boolean; readonly timeout: number },
  prepare: (db: DatabaseSync) => void,
): DatabaseSync {
  const db = new DatabaseSync(path, options);
  try {
    prepare(db);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

const pragma = (db: DatabaseSync, name: string): unknown => Object.values(db.prepare(`PRAGMA ${name}`).get() ?? {})[0];

const isEmpty = (db: DatabaseSync): boolean => {
  const tables = db.prepare("SELECT count(*) AS n FROM sqlite_schema").get();
  return tables?.["n"] === 0 && pragma(db, "application_id") === 0;
};

function requireOurs(path: string, db: DatabaseSync): void {
  if (pragma(db, "application_id") !== APPLICATION_ID) {
    throw new JournalError("UNREADABLE", `${path}: not a journal of trade; move this file away or give another path`);
  }
  const version = pragma(db, "user_version");
  if (version !== SCHEMA_VERSION) {
    throw new JournalError(
      "VERSION",
      `${path}: journal of schema version ${String(version)}, this program reads ${SCHEMA_VERSION}; run the version of trade that wrote it`,
    );
  }
}

const SQLITE_BUSY = 5;

function guarded<Result>(path: string, open: () => Result): Result {
  try {
    return open();
  } catch (error) {
    if (error instanceof JournalError) throw error;
    const why = error instanceof Error ? error.message : String(error);
    if (error instanceof Error && "errcode" in error && (Number(error.errcode) & 0xff) === SQLITE_BUSY) {
      throw new JournalError("BUSY", `${path}: another process holds this journal; end it, then try again`, error);
    }
    throw new JournalError(
      "UNREADABLE",
      `${path}: cannot be opened as a journal (${why}); check the path and its permissions, or restore a copy`,
      error,
    );
  }
}
