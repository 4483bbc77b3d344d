import type { Socket } from "node:net";
import type { Hello } from "../../gate/contract/agentVerbs.ts";
import type { SetTimer } from "../timer.ts";
import { sayHello } from "./hello.ts";
import { openRpc, type RpcClient } from "./rpcClient.ts";
import type { ParamsOf, ResultOf, VerbOf, VerbTable } from "./verbs.ts";

/** Opens a connection to a socket by path: `node:net`'s connect, passed in from bin/. */
export type Connect = (path: string) => Socket;

export interface OnceOptions<Verbs extends VerbTable> {
  readonly path: string;
  readonly client: string;
  readonly verbs: Verbs;
  readonly connect: Connect;
  readonly setTimer: SetTimer;
  readonly timeoutMs?: number;
}
type Greeted = VerbTable & { readonly hello: VerbTable[string] };

/**
 * A connection for one command: hello, whatever `work` asks, and good-bye.
 * @throws Unanswered when no gate is there (exit code 4), GateRefusal when it says no (3).
 */
export async function withGate<Verbs extends Greeted, Result>(
  options: OnceOptions<Verbs>,
  work: (rpc: RpcClient<Verbs>, hello: Hello) => Promise<Result>,
): Promise<Result> {
  const { path, client, connect, ...rest } = options;
  const rpc = openRpc({ socket: connect(path), ...rest });
  try {
    return await work(rpc, await sayHello(rpc, client, null));
  } finally {
    rpc.close("done");
  }
}

/** The same for a single verb. @throws Unanswered, GateRefusal. */
export const callOnce = <Verbs extends Greeted, Verb extends VerbOf<Verbs>>(
  options: OnceOptions<Verbs>,
  verb: Verb,
  params: ParamsOf<Verbs, Verb>,
): Promise<ResultOf<Verbs, Verb>> => withGate(options, (rpc) => rpc.call(verb, params));
