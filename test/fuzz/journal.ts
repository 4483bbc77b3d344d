import { copyFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { recover } from "../../src/gate/heart/recover.ts";
import { canonicalJson } from "../../src/store/canonical.ts";
import { JournalError } from "../../src/store/journal/error.ts";
import { openJournal } from "../../src/store/journal/journal.ts";
import type { Random } from "../../src/store/random.ts";
import { seededRandom } from "../../src/store/random.ts";
import { entry, submit } from "../gate/facts.ts";
import { World } from "../gate/world.ts";

const open = (path: string) => openJournal({ path, journalId: "fuzz", wallClock: () => 1, pid: 1 });

/** A journal with something of everything in it, in one file; gives what a mind makes of it. */
export function writeJournal(path: string): string {
  const journal = open(path);
  const world = new World({ journal }).start().tick([100, 101, 99, 100]);
  for (let n = 1; n <= 12; n += 1) {
    world.gate.execute(submit(entry(n, { ruleId: n % 2 === 0 ? "trend" : "other" })));
    world.tick([100, 103, 97, 100], [100, 101, n % 3 === 0 ? 90 : 99, 100]);
    if (n === 6) world.gate.snapshot();
  }
  const mind = canonicalJson(world.state);
  journal.close();
  return mind;
}

const upTo = (random: Random, n: number): number => Math.floor(random() * n);

/** Bytes flipped, zeroed, doubled or cut off, as a bad disk does it. */
function damaged(bytes: Buffer, random: Random): Buffer {
  const result = Buffer.from(bytes);
  const kind = upTo(random, 5);
  if (kind === 0) return result.subarray(0, upTo(random, result.length));
  for (let i = 0; i <= upTo(random, 6); i += 1) {
    const at = upTo(random, result.length);
    const length = kind === 1 ? 1 : Math.min(result.length - at, 1 + upTo(random, 4_096));
    if (kind === 1) result[at] = (result[at] ?? 0) ^ (1 << upTo(random, 8));
    else if (kind === 2) result.fill(0, at, at + length);
    else if (kind === 3) result.copy(result, at, upTo(random, result.length), result.length);
    else result.set(Buffer.from("0123456789abcdef").subarray(0, Math.min(16, length)), at);
  }
  return result;
}

export interface JournalFuzz {
  readonly files: number;
  /** By what was said of them; "same" where the mind is what it was, "shorter" where the newest words are missing. */
  readonly outcomes: Readonly<Record<string, number>>;
  /** Files of which another mind was made, silently: must be none. */
  readonly silent: number;
}

/** Damages a journal's file again and again: each time it is refused in one line, or nothing of it was lost on the mind. */
export function fuzzJournal(folder: string, seed: string, count: number): JournalFuzz {
  const whole = join(folder, "whole.db");
  const mind = writeJournal(whole);
  const bytes = readFileSync(whole);
  const random = seededRandom(seed, "journal");
  const outcomes: Record<string, number> = {};
  let silent = 0;
  const path = join(folder, "damaged.db");
  for (let n = 0; n < count; n += 1) {
    for (const suffix of ["", "-wal", "-shm"]) rmSync(`${path}${suffix}`, { force: true });
    copyFileSync(whole, path);
    writeFileSync(path, damaged(bytes, random));
    const outcome = outcomeOf(path, mind);
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    if (outcome === "other") silent += 1;
  }
  return { files: count, outcomes, silent };
}

function outcomeOf(path: string, mind: string): string {
  try {
    const journal = open(path);
    try {
      if (journal.head().seq === 0) return "empty";
      const state = recover(journal);
      if (canonicalJson(state) === mind) return "same";
      // A start holds the last record against the mark that a gate leaves beside its journal: see test/bin/armed.
      if (state.seq < (JSON.parse(mind) as { seq: number }).seq) return "shorter";
    } finally {
      journal.close();
    }
    return "other";
  } catch (error) {
    if (error instanceof JournalError && !error.message.includes("\n")) return error.code;
    throw error;
  }
}
