import { createHash } from "node:crypto";
import { closeSync, fdatasyncSync, fstatSync, ftruncateSync, openSync, readSync, writeSync } from "node:fs";
import { z } from "zod";
import type { Draft } from "./events/envelope.ts";
import { id } from "./ids.ts";
import { timestamp } from "./time.ts";

/** Reserved on the disk at the start, so that a disk that is full later still takes notes. */
const BYTES = 1 << 20;
const CHECK_CHARS = 16;

const draft = z.strictObject({
  id,
  ts: timestamp,
  type: z.string(),
  causationId: id.nullable(),
  correlationId: id,
  data: z.unknown(),
});

/** Where a gate notes what it does while its journal cannot be written. */
export interface EmergencyNotes {
  /** Those that are whole, oldest first; what was torn off at the end is left out. */
  read(): readonly Draft[];
  /** Durable when it gives true; false when there is no room or the disk refuses. */
  note(drafts: readonly Draft[]): boolean;
  /** Once they are in the journal. @throws Error when the disk refuses. */
  clear(): void;
  close(): void;
}

/**
 * The emergency file at `path` (mode 0600): one line an event, `checksum json`, and zeros up to its reserved size. Where
 * nothing can be reserved, notes are refused, and the gate keeps to what needs none.
 * @throws Error when the file cannot be opened at all.
 */
export function openEmergency(path: string): EmergencyNotes {
  const fd = openSync(path, "a+", 0o600);
  closeSync(fd);
  const file = openSync(path, "r+");
  reserve(file);
  let end = textOf(file).length;
  return {
    read: () => linesOf(textOf(file)),
    note(drafts) {
      const text = Buffer.from(drafts.map(lineOf).join(""));
      if (end + text.length > fstatSync(file).size) return false;
      try {
        writeSync(file, text, 0, text.length, end);
        fdatasyncSync(file);
        end += text.length;
        return true;
      } catch {
        return false;
      }
    },
    clear() {
      writeSync(file, Buffer.alloc(end), 0, end, 0);
      fdatasyncSync(file);
      end = 0;
    },
    close: () => closeSync(file),
  };
}

function reserve(file: number): void {
  const { size } = fstatSync(file);
  if (size >= BYTES) return;
  try {
    writeSync(file, Buffer.alloc(BYTES - size), 0, BYTES - size, size);
    fdatasyncSync(file);
  } catch {
    // What could not be reserved is refused when it is needed; a half of it would be a promise that is not kept.
    ftruncateSync(file, size);
  }
}

function textOf(file: number): Buffer {
  const bytes = Buffer.alloc(fstatSync(file).size);
  readSync(file, bytes, 0, bytes.length, 0);
  const zero = bytes.indexOf(0);
  return zero === -1 ? bytes : bytes.subarray(0, zero);
}

const checkOf = (json: string): string => createHash("sha256").update(json).digest("hex").slice(0, CHECK_CHARS);

function lineOf(each: Draft): string {
  const json = JSON.stringify(each);
  return `${checkOf(json)} ${json}\n`;
}

function linesOf(text: Buffer): readonly Draft[] {
  const drafts: Draft[] = [];
  for (const line of text.toString("utf8").split("\n")) {
    const json = line.slice(CHECK_CHARS + 1);
    if (json === "" || line.slice(0, CHECK_CHARS) !== checkOf(json)) break;
    drafts.push(draft.parse(JSON.parse(json)));
  }
  return drafts;
}
