import { join } from "node:path";
import type { ExecutionContext } from "ava";
import type { Draft } from "../../../src/store/events/envelope.ts";
import { type Journal, openJournal } from "../../../src/store/journal/journal.ts";
import { tempDir } from "../temp.ts";

export const JOURNAL_ID = "01900000-0000-7000-8000-000000000001";

/** The id numbered n, a valid UUIDv7. */
export const idOf = (n: number): string => `01900000-0000-7000-8000-${n.toString(16).padStart(12, "0")}`;

/** Event n, caused by event n - 1; every event belongs to the story of event 1. */
export const draft = (n: number, data: unknown = { n }, type = "thing.happened"): Draft => ({
  id: idOf(n),
  ts: 1_700_000_000_000 + n,
  type,
  causationId: n > 1 ? idOf(n - 1) : null,
  correlationId: idOf(1),
  data,
});

export const drafts = (count: number): readonly Draft[] => Array.from({ length: count }, (_, i) => draft(i + 1));

let wall = 1;

/** A journal in a directory of its own, or the one at `path`. */
export function journalAt(t: ExecutionContext, path = join(tempDir(t), "journal.db"), journalId = JOURNAL_ID) {
  const journal: Journal = openJournal({ path, journalId, wallClock: () => (wall += 7), pid: 1 + (wall % 5) });
  let open = true;
  const close = () => {
    if (open) journal.close();
    open = false;
  };
  t.teardown(close);
  return { path, journal, close };
}
