import { fingerprint } from "../../store/rules/fingerprint.ts";
import type { RuleDocument } from "../../store/rules/document.ts";
import { isOfRule } from "../../store/words/proposal.ts";
import type { EvolverOptions } from "./evolver.ts";

/**
 * The id under which this very change waits at the gate, filed by an agent that did not hear the answer; null when it does
 * not. Another status, behavior or version of the same rule is another question, and a person's own is nobody else's.
 * @throws Unanswered, GateRefusal.
 */
export async function onFileAs(document: RuleDocument, call: EvolverOptions["call"]): Promise<string | null> {
  const { id, version, status } = document;
  const print = fingerprint(document);
  const { proposals } = await call("proposals.get", {});
  for (const { proposal, state } of proposals) {
    if (state !== "open" || !isOfRule(proposal) || proposal.filedBy !== "agent") continue;
    const asked = proposal.document;
    if (asked.id !== id || asked.version !== version || asked.status !== status) continue;
    if (fingerprint(asked) === print) return proposal.proposalId;
  }
  return null;
}
