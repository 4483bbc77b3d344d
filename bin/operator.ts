import { connect } from "node:net";
import { type OnceOptions, withGate } from "../src/agent/gateClient/callOnce.ts";
import { GateRefusal, Unanswered } from "../src/agent/gateClient/problem.ts";
import type { RpcClient } from "../src/agent/gateClient/rpcClient.ts";
import type { Hello } from "../src/gate/contract/agentVerbs.ts";
import { operatorVerbs } from "../src/gate/contract/operatorVerbs.ts";
import { EXIT, Exit } from "./exit.ts";
import { flagOf, type Home } from "./home.ts";
import { inPerson } from "./keys/inPerson.ts";
import { machineTimers } from "./timers.ts";

export type Operator = RpcClient<typeof operatorVerbs>;

const options = (home: Home, timeoutMs: number): OnceOptions<typeof operatorVerbs> => ({
  path: home.operatorSocket,
  client: `trade ${process.pid}`,
  verbs: operatorVerbs,
  connect: (path) => connect(path),
  setTimer: machineTimers.after,
  timeoutMs,
});

/** Asks the gate on the operator's socket. @throws Exit 4 when none answers, 3 when it refuses. */
export async function askGate<Result>(
  home: Home,
  work: (operator: Operator, hello: Hello) => Promise<Result>,
  timeoutMs = 10_000,
): Promise<Result> {
  try {
    return await withGate(options(home, timeoutMs), work);
  } catch (error) {
    if (error instanceof Unanswered) {
      throw new Exit(
        EXIT.unreachable,
        `no gate answers at ${home.root} (${error.message}); start one with \`trade gate start${flagOf(home)}\``,
      );
    }
    if (error instanceof GateRefusal) {
      throw new Exit(EXIT.refused, `the gate refused: ${error.message} (${error.reason}); ${error.remedy}`);
    }
    throw error;
  }
}

/**
 * The same for what only a person may: of a live gate the operator's passphrase is asked for on this terminal first.
 * @throws Exit 2 without a terminal, 3 when it is not the passphrase.
 */
export async function askAsPerson<Result>(
  home: Home,
  work: (operator: Operator, hello: Hello) => Promise<Result>,
): Promise<Result> {
  const isLive = await askGate(home, (_operator, { binding }) => Promise.resolve(binding.mode === "live"));
  if (!isLive) return askGate(home, work);
  const question = "LIVE: the operator's passphrase (not shown): ";
  const passphrase = await inPerson("LIVE: only a person may do this", ({ ask }) => ask(question));
  return askGate(home, async (operator, hello) => {
    await operator.call("session.unlock", { passphrase });
    return work(operator, hello);
  });
}

/** Who answers at that home; null when nobody does. */
export async function helloOf(home: Home): Promise<Hello | null> {
  try {
    return await withGate(options(home, 2_000), (_rpc, hello) => Promise.resolve(hello));
  } catch (error) {
    if (error instanceof Unanswered) return null;
    throw error;
  }
}

/** Whether a gate answers at that home, if only to refuse: one of another version is there as well. */
export async function answersAt(home: Home): Promise<boolean> {
  try {
    return (await helloOf(home)) !== null;
  } catch (error) {
    if (error instanceof GateRefusal) return true;
    throw error;
  }
}
