import { once } from "node:events";
import { connect } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { PROTOCOL_VERSION } from "../../src/gate/contract/frame.ts";
import { withGate } from "../../src/agent/gateClient/callOnce.ts";
import type { RpcClient } from "../../src/agent/gateClient/rpcClient.ts";
import { operatorVerbs } from "../../src/gate/contract/operatorVerbs.ts";
import type { Status } from "../../src/gate/contract/status.ts";

const setTimer = (ms: number, work: () => void): (() => void) => {
  const timer = setTimeout(work, ms);
  return () => clearTimeout(timer);
};

/** Asks that home's gate over the operator's socket, without a process in between. @throws Unanswered, GateRefusal. */
export const ask = <Result>(
  home: string,
  work: (operator: RpcClient<typeof operatorVerbs>) => Promise<Result>,
): Promise<Result> =>
  withGate(
    {
      path: join(home, "run", "operator.sock"),
      client: "test",
      verbs: operatorVerbs,
      connect: (path) => connect(path),
      setTimer,
    },
    work,
  );

export const statusOf = (home: string): Promise<Status> => ask(home, (operator) => operator.call("status.get", {}));

/** The same, or null while no gate answers there. */
export const glance = (home: string): Promise<Status | null> => statusOf(home).catch(() => null);

interface Reply {
  readonly id: number | string | null;
  readonly result?: unknown;
  readonly error?: { readonly message: string; readonly data: { readonly reason: string; readonly remedy: string } };
}

/** Writes these lines as they are to a socket of the gate; the answers, `count` of them or all until it hangs up. */
export async function say(home: string, side: "agent" | "operator", lines: readonly string[], count = lines.length) {
  const socket = connect(join(home, "run", `${side}.sock`));
  // A gate that hangs up in the middle of a line that is too long leaves the rest unwritten.
  socket.on("error", () => {});
  await once(socket, "connect");
  socket.write(lines.map((line) => `${line}\n`).join(""));
  const replies: Reply[] = [];
  for await (const line of createInterface({ input: socket })) {
    replies.push(JSON.parse(line) as Reply);
    if (replies.length === count) break;
  }
  socket.destroy();
  return replies;
}

export const frame = (id: number, method: string, params: object): string =>
  JSON.stringify({ jsonrpc: "2.0", id, method, params });

export const HELLO = frame(1, "hello", { protocol: PROTOCOL_VERSION, client: "test", journalId: null });
