import { LowSync } from "lowdb";
import type { Head } from "../journal/head.ts";
import { writeJsonFile } from "../jsonFile.ts";

/** What stands in the file: what the journal says, and the event that it is as of. */
interface Shown<State> extends Head {
  readonly state: State;
}

/** A readable file of what the journal says, for people and for scripts; never an input to anything of ours. */
export interface Projection<State> {
  /** Brings the file up to that event, whole or not at all; at most about once a second. @throws Error when it cannot. */
  show(asOf: Head, state: State): void;
}

/**
 * The projection in `path`, whose one writer this is. Disposable: what is there is never read. It is written anew with the
 * first event shown, so that a file that was deleted, torn or altered comes back with the same bytes.
 */
export function openProjection<State>(path: string): Projection<State> {
  const db = new LowSync<Shown<State> | null>({ read: () => null, write: (data) => writeJsonFile(path, data) }, null);
  return {
    show({ seq, hash }, state) {
      if (db.data?.seq === seq && db.data.hash === hash) return;
      const before = db.data;
      db.data = { seq, hash, state };
      try {
        db.write();
      } catch (error) {
        db.data = before;
        throw error;
      }
    },
  };
}
