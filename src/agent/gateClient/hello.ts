import { type Hello, helloResult } from "../../gate/contract/agentVerbs.ts";
import { PROTOCOL_VERSION } from "../../gate/contract/frame.ts";
import { REFUSALS } from "../../gate/contract/refusal.ts";
import { GateRefusal } from "./problem.ts";
import type { RpcClient } from "./rpcClient.ts";
import type { ParamsOf, VerbTable } from "./verbs.ts";

/**
 * The first words on a connection. `journalId` is the one mirrored so far, null when there is none.
 * @throws GateRefusal PROTOCOL_MISMATCH, or FOREIGN_JOURNAL when another journal answers: what this client remembers
 * is of another account. Unanswered like every call.
 */
export async function sayHello<Verbs extends VerbTable & { readonly hello: VerbTable[string] }>(
  rpc: RpcClient<Verbs>,
  client: string,
  journalId: string | null,
): Promise<Hello> {
  const params = { protocol: PROTOCOL_VERSION, client, journalId } as ParamsOf<Verbs, "hello">;
  const hello = helloResult.parse(await rpc.call("hello", params));
  if (hello.protocol !== PROTOCOL_VERSION) {
    const what = `the gate speaks protocol ${hello.protocol}, this client ${PROTOCOL_VERSION}`;
    throw new GateRefusal("PROTOCOL_MISMATCH", REFUSALS.PROTOCOL_MISMATCH.remedy, what);
  }
  if (journalId !== null && hello.journalId !== journalId) {
    const what = `this memory is of the gate's journal ${journalId}, and ${hello.journalId} answers`;
    throw new GateRefusal("FOREIGN_JOURNAL", "give every account a home of its own: see --home", what);
  }
  return hello;
}
