import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { RunningCycle } from "../../src/agent/learning/cycleOrder.ts";
import type { Timers } from "../../src/gate/heart/pace.ts";

const LOOK_EVERY_MS = 500;

/**
 * Leaves word for the agent that a cycle is not wanted. It is named by its seed, so that word that comes too late ends no
 * other one.
 */
export const askToStop = (path: string, seed: string): void => writeFileSync(path, `${seed}\n`, { mode: 0o600 });

/** Looks for such word while the cycle runs, and ends it. Word of another cycle is put aside. */
export function stoppable(
  running: RunningCycle,
  { path, seed, timers }: { readonly path: string; readonly seed: string; readonly timers: Timers },
): RunningCycle {
  let callOff = (): void => {};
  const look = (): void => {
    if (isAsked(path, seed)) running.cancel("canceled by the operator");
    else callOff = timers.after(LOOK_EVERY_MS, look);
  };
  look();
  void running.done.then(() => callOff());
  return running;
}

/** Word that cannot be read, such as another user's, is none: a cycle must not end its agent. */
function isAsked(path: string, seed: string): boolean {
  try {
    if (!existsSync(path)) return false;
    const asked = readFileSync(path, "utf8").trim();
    rmSync(path, { force: true });
    return asked === seed;
  } catch {
    return false;
  }
}
