import { setTimeout as sleep } from "node:timers/promises";
import { EXIT, Exit } from "./exit.ts";
import type { Home } from "./home.ts";
import { askGate } from "./operator.ts";
import { isAlive } from "./pid.ts";

const PATIENCE_MS = 15_000;
const LOOK_MS = 20;

/** Asks the gate to end and waits until its process is gone: its journal is whole then. @throws Exit 1 when it stays. */
export async function stopGate(home: Home, leaveUnprotected: boolean): Promise<void> {
  const pid = await askGate(home, async (operator, hello) => {
    await operator.call("gate.stop", { leaveUnprotected });
    return hello.pid;
  });
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
}
