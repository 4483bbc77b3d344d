import { DatabaseSync } from "node:sqlite";
import { chmodSync, closeSync, openSync } from "node:fs";

/** A lock that the kernel lets go of when its holder dies, however it dies. */
export interface Lock {
  release(): void;
}

/**
 * Takes the lock at `path` (a SQLite file held in an exclusive transaction), or gives null when somebody has it.
 * @throws Error when the file cannot be made or opened.
 */
export function takeLock(path: string): Lock | null {
  // Before SQLite sees it: the files that it puts beside this one take over its mode.
  closeSync(openSync(path, "a", 0o600));
  chmodSync(path, 0o600);
  const db = new DatabaseSync(path);
  try {
    db.exec("PRAGMA busy_timeout = 0; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE");
    return { release: () => db.close() };
  } catch (error) {
    db.close();
    if (error instanceof Error && /locked|busy/i.test(error.message)) return null;
    throw error;
  }
}
