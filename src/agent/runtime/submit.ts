import type { agentVerbs } from "../../gate/contract/agentVerbs.ts";
import type { Verdict } from "../../store/words/verdict.ts";
import { GateRefusal, sayOf } from "../gateClient/problem.ts";
import type { Call } from "../gateClient/verbs.ts";
import type { Memory } from "./memory.ts";
import type { OpenIntent } from "./recall.ts";

export type AgentCall = Call<typeof agentVerbs>;

/** By this name an intent that the gate never saw is blocked: it is lost, and not sent again. */
const NEVER_SEEN = "NEVER_SEEN";

/**
 * Sends an intent that is durable already and notes the answer. @throws Unanswered when it is not known what became of
 * it: it stays open, to be asked for by its id.
 */
export async function submit(memory: Memory, call: AgentCall, open: OpenIntent): Promise<Verdict | null> {
  const { intent } = open;
  try {
    const verdict = await call("intent.submit", { intent });
    noteVerdict(memory, open, verdict);
    return verdict;
  } catch (error) {
    if (!(error instanceof GateRefusal)) throw error;
    return resolve(memory, call, open, error.reason);
  }
}

/** Asks what became of an intent; one that the gate never saw is noted as lost, under the name `lostBy`. @throws Unanswered */
async function resolve(
  memory: Memory,
  call: AgentCall,
  open: OpenIntent,
  lostBy = NEVER_SEEN,
): Promise<Verdict | null> {
  const { intent, signalId, cause } = open;
  const { verdict } = await call("intent.status", { intentId: intent.intentId });
  if (verdict !== null) noteVerdict(memory, open, verdict);
  else if (intent.purpose === "entry") memory.tell("entry.blocked", { intent, by: [lostBy], signalId }, cause);
  else memory.tell("verdict.received", { verdict: lostVerdict(intent.intentId, lostBy) }, cause);
  return verdict;
}

/** Asks after each of them, and keeps every answer at once. @throws Unanswered */
export async function resolveAll(
  memory: Memory,
  call: AgentCall,
  unanswered: readonly OpenIntent[],
  say: (detail: string) => void,
): Promise<void> {
  for (const open of unanswered) {
    const verdict = await resolve(memory, call, open);
    memory.commit();
    say(`intent ${open.intent.intentId} was unanswered: ${verdict?.decision ?? "the gate never saw it"}`);
  }
}

/** Tells the gate's clock that this tick is dealt with. That it does not want to hear so is only worth a line. */
export async function acknowledge(call: AgentCall, n: number, say: (detail: string) => void): Promise<void> {
  try {
    await call("market.ack", { n });
  } catch (error) {
    if (!(error instanceof GateRefusal)) throw error;
    say(sayOf(error));
  }
}

function noteVerdict(memory: Memory, { intent, signalId, cause }: OpenIntent, verdict: Verdict): void {
  const received = memory.tell("verdict.received", { verdict }, cause);
  // One that waits for a person is answered by an event of the gate: see WaitingIntents.
  if (verdict.decision !== "denied" || intent.purpose === "exit") return;
  const by = verdict.checks.filter(({ passed }) => !passed).map(({ code }) => code);
  memory.tell("entry.blocked", { intent, by: by.length === 0 ? ["DENIED"] : by, signalId }, received);
}

/** An exit that never arrived is no blocked entry: it is noted as denied by the one check that it failed, arriving. */
const lostVerdict = (intentId: string, code: string): Verdict => ({
  intentId,
  decision: "denied",
  checks: [
    { code, passed: false, observed: null, limit: null, unit: "", source: "intent.status knew of no such intent" },
  ],
});
