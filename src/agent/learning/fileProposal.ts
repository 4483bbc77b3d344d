import { entryOf } from "../../store/entryOf.ts";
import type { AgentEventData } from "../../store/events/agent.ts";
import { fingerprint } from "../../store/rules/fingerprint.ts";
import type { RuleDocument } from "../../store/rules/document.ts";
import type { Basis } from "../../store/words/basis.ts";
import type { ProposalDraft } from "../../store/words/proposal.ts";
import { isJudged, sayOf } from "../gateClient/problem.ts";
import type { EvolutionMemory } from "./evolutionBook.ts";
import type { EvolverOptions } from "./evolver.ts";
import { onFileAs } from "./onFile.ts";

type Filing = AgentEventData<"evolution.filed">;
type Unfiled = NonNullable<EvolutionMemory["unfiled"]>;

/**
 * Puts what the last cycle proposes before the gate, once: a process that does not know whether it was heard looks first.
 * @throws Unanswered when no answer came, GateRefusal when the gate did not judge it: it is to be asked again.
 */
export async function fileProposal({
  memory,
  known,
  call,
  say,
}: Pick<EvolverOptions, "memory" | "known" | "call" | "say">) {
  const { evolution, rulings } = known();
  const { unfiled, story } = evolution;
  if (unfiled === null) return;
  const { candidate } = unfiled.proposal;
  const about = { cycle: unfiled.cycle, fingerprint: candidate.fingerprint };
  const told = (filing: Omit<Filing, "cycle" | "fingerprint">) =>
    memory.tell("evolution.filed", { ...about, ...filing }, story ?? undefined);
  const current = entryOf(rulings.rules, candidate.document.id);
  if (!isStanding(candidate.parent, current)) {
    told({ proposalId: null, refused: `rule ${candidate.document.id} was changed since` });
    return;
  }
  try {
    const draft = draftOf(unfiled, current);
    const proposalId = (await onFileAs(draft.document, call)) ?? (await call("proposal.submit", draft)).proposalId;
    told({ proposalId, refused: null });
    say(`proposed: ${candidate.operator}, ${candidate.change}`);
  } catch (error) {
    if (!isJudged(error)) throw error;
    told({ proposalId: null, refused: sayOf(error).slice(0, 500) });
    say(sayOf(error));
  }
}

/** Whether what it was bred from is what still stands there. */
const isStanding = (parent: RuleDocument | null, current: RuleDocument | undefined): boolean =>
  parent === null ? current === undefined : current !== undefined && fingerprint(current) === fingerprint(parent);

/** The draft as the gate takes it: one version above what stands there, on probation. */
function draftOf({ proposal, periodMs }: Unfiled, current: RuleDocument | undefined): ProposalDraft {
  const { candidate, predicted, expectedR, deviationR, falsifier, evidence, rationale } = proposal;
  const basis: Basis = {
    change: `${candidate.operator}: ${candidate.change}`.slice(0, 400),
    predicted: { ...predicted, periodMs },
    expectedR,
    ...(deviationR === undefined ? {} : { deviationR }),
    falsifier: falsifier.slice(0, 400),
    evidence: evidence.map(({ code, passed, sentence }) => ({ code, passed, sentence: sentence.slice(0, 400) })),
  };
  const version = (current?.version ?? 0) + 1;
  return { document: { ...candidate.document, version, status: "probation" }, rationale, basis };
}
