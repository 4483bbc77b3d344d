import { renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { canonicalJson } from "./canonical.ts";

/**
 * Writes JSON that a person can read, whole or not at all, for the owner alone. Keys are sorted: the same value gives
 * the same bytes. @throws Error when it cannot be written; the old file then stands.
 */
export function writeJsonFile(path: string, value: unknown): void {
  const temporary = join(dirname(path), `.${basename(path)}.tmp`);
  rmSync(temporary, { force: true });
  writeFileSync(temporary, `${JSON.stringify(JSON.parse(canonicalJson(value)), null, 2)}\n`, {
    mode: 0o600,
    flag: "wx",
  });
  renameSync(temporary, path);
}
