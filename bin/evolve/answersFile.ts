import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { KeptAnswers } from "../../src/agent/learning/conduct.ts";
import type { Evaluation } from "../../src/loops/evolution/evaluation.ts";
import { id } from "../../src/store/ids.ts";
import { timestamp } from "../../src/store/time.ts";

/** More than this is not kept: what lies beyond is worked out again. */
const MAX_BYTES = 256 * 2 ** 20;

const line = z.strictObject({
  key: id,
  value: z.strictObject({
    trades: z.array(z.strictObject({ entryAt: timestamp, exitAt: timestamp, r: z.number() })),
    signals: z.array(timestamp),
  }),
});

/**
 * The answers of a cycle in a file of their own, a line each, under the digest of all that they follow from. A line that
 * a crash cut short is not there. Other files of the folder are of cycles that nobody will take up again, and go.
 */
export function answersIn(folder: string, digest: string): KeptAnswers & { forget(): void } {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const name = `${digest.slice(0, 32)}.ndjson`;
  for (const other of readdirSync(folder, { withFileTypes: true })) {
    if (other.isFile() && other.name.endsWith(".ndjson") && other.name !== name) rmSync(join(folder, other.name));
  }
  const path = join(folder, name);
  const known = existsSync(path) ? readAnswers(path) : new Map<string, Evaluation>();
  let room = MAX_BYTES - (statSync(path, { throwIfNoEntry: false })?.size ?? 0);
  return {
    get: (key) => known.get(key),
    put(key, value) {
      // A torn last line ends here, so that this one is whole.
      const text = `\n${JSON.stringify({ key, value })}`;
      if (text.length > room) return;
      room -= text.length;
      appendFileSync(path, text, { mode: 0o600 });
    },
    forget: () => rmSync(path, { force: true }),
  };
}

function readAnswers(path: string): Map<string, Evaluation> {
  const rows = readFileSync(path, "utf8")
    .split("\n")
    .flatMap((text) => {
      const parsed = line.safeParse(jsonOf(text));
      return parsed.success ? [[parsed.data.key, parsed.data.value] as const] : [];
    });
  return new Map(rows);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
