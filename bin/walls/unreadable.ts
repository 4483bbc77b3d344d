import { libc } from "./libc.ts";

const PR_SET_DUMPABLE = 4;

/**
 * From here on nobody but root reads this process's memory, environment or open files, its own user neither, and a crash
 * leaves no core (prctl(2), PR_SET_DUMPABLE). False where the platform cannot.
 */
export async function makeUnreadable(): Promise<boolean> {
  const calls = await libc();
  return calls !== null && calls.prctl(PR_SET_DUMPABLE, 0n, 0n, 0n, 0n) === 0;
}
