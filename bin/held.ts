import { existsSync } from "node:fs";
import { takeLock } from "../src/store/lock.ts";
import type { Home } from "./home.ts";

/** Whether a gate's process is there, also one that does not answer (yet, or any more): the lock is let go of by its death. */
export function isHeld({ gateLock }: Home): boolean {
  if (!existsSync(gateLock)) return false;
  const lock = takeLock(gateLock);
  lock?.release();
  return lock === null;
}
