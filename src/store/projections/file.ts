import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { LowSync, type SyncAdapter } from "lowdb";
import { z } from "zod";
import { canonicalJson } from "../canonical.ts";

/** A projection's file: the state and the event it is as of. */
export interface Held<State> {
  readonly seq: number;
  readonly hash: string;
  readonly state: State;
}

const held = z.strictObject({ seq: z.int().min(0), hash: z.string().length(64), state: z.unknown() });

/** The file's data, or `start` when it is missing or unusable; `write` replaces the file in one step, mode 0600. */
export function openProjectionFile<State>(path: string, start: Held<State>) {
  const db = new LowSync<Held<State>>(adapter<State>(path), start);
  db.read();
  return {
    data: db.data,
    write(data: Held<State>) {
      db.data = data;
      db.write();
    },
  };
}

/** Unlike lowdb's own this one keeps the file to its owner and sorts keys, so that a replay gives the same bytes. */
function adapter<State>(path: string): SyncAdapter<Held<State>> {
  const temporary = join(dirname(path), `.${basename(path)}.tmp`);
  return {
    read() {
      try {
        return held.parse(JSON.parse(readFileSync(path, "utf8"))) as Held<State>;
      } catch {
        return null; // disposable: the journal knows better
      }
    },
    write(data) {
      rmSync(temporary, { force: true });
      writeFileSync(temporary, `${readable(data)}\n`, { mode: 0o600, flag: "wx" });
      renameSync(temporary, path);
    },
  };
}

const readable = (data: unknown): string => JSON.stringify(JSON.parse(canonicalJson(data)), null, 2);
