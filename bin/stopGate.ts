import { setTimeout as sleep } from "node:timers/promises";
import { EXIT, Exit } from "./exit.ts";
import { isHeld } from "./held.ts";
import type { Home } from "./home.ts";
import { askAsPerson } from "./operator.ts";
import { isAlive } from "./pid.ts";

const PATIENCE_MS = 15_000;
const LOOK_MS = 20;

/**
 * Asks the gate to end and waits until its process is gone: its journal is whole then. False when none ran.
 * @throws Exit 1 when it stays, 4 when one runs that does not answer.
 */
export async function stopGate(home: Home, leaveUnprotected: boolean): Promise<boolean> {
  const pid = await askedToStop(home, leaveUnprotected);
  if (pid === null) return false;
  const deadline = performance.now() + PATIENCE_MS;
  while (isAlive(pid)) {
    if (performance.now() > deadline) {
      throw new Exit(
        EXIT.failed,
        `the gate (pid ${pid}) was asked to stop and is still there; see \`trade gate logs\``,
      );
    }
    await sleep(LOOK_MS);
  }
  return true;
}

/** The pid of the gate that is on its way out; null when there is none to ask. */
async function askedToStop(home: Home, leaveUnprotected: boolean): Promise<number | null> {
  try {
    return await askAsPerson(home, async (operator, hello) => {
      await operator.call("gate.stop", { leaveUnprotected });
      return hello.pid;
    });
  } catch (error) {
    // Nobody answers, and nobody holds the lock: there is no gate. Whoever holds it without a word is not well.
    if (error instanceof Exit && error.code === EXIT.unreachable && !isHeld(home)) return null;
    throw error;
  }
}
