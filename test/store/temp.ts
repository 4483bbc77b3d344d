import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ExecutionContext } from "ava";

/** A directory of the test's own, gone when it ends. */
export function tempDir(t: ExecutionContext): string {
  const path = mkdtempSync(join(tmpdir(), "trade-test-"));
  t.teardown(() => rmSync(path, { recursive: true, force: true }));
  return path;
}
