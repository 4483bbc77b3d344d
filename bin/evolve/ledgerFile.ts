import { existsSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";
import { emptyLedger, type Ledger } from "../../src/loops/evolution/ledger.ts";
import { id } from "../../src/store/ids.ts";
import { inputError } from "../../src/store/input.ts";
import { writeJsonFile } from "../../src/store/jsonFile.ts";
import { readText } from "../../src/store/readText.ts";
import { timestamp } from "../../src/store/time.ts";

const MAX_BYTES = 16 * 2 ** 20;

const wall = z.strictObject({
  tried: z.array(z.strictObject({ fingerprint: id, from: timestamp, to: timestamp, sharpe: z.number() })),
  older: z.int().min(0),
  burntTo: timestamp.nullable(),
  refused: z.array(id),
});

/** Every try so far; a file that is not there is an empty ledger. @throws InputError when it is there and cannot be read. */
export function readLedger(path: string): Ledger {
  if (!existsSync(path)) return emptyLedger;
  const parsed = wall.safeParse(jsonIn(path));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue?.path.join(".") ?? "";
  throw inputError(
    path,
    `it is no ledger of tries (${where}: ${issue?.message})`,
    "give another --ledger; the old tries still count",
  );
}

function jsonIn(path: string): unknown {
  try {
    return JSON.parse(readText(path, MAX_BYTES)) as unknown;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw inputError(path, "it is no JSON", "give another --ledger; the old tries still count");
  }
}

/** @throws Error when it cannot be written; the old one then stands. */
export function writeLedger(path: string, ledger: Ledger): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeJsonFile(path, ledger);
}
