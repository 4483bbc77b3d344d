import { entryOf } from "../../store/entryOf.ts";
import type { AgentEventData } from "../../store/events/agent.ts";
import { fingerprint } from "../../store/rules/fingerprint.ts";
import type { RuleDocument } from "../../store/rules/document.ts";
import type { Basis } from "../../store/words/basis.ts";
import type { ProposalDraft } from "../../store/words/proposal.ts";
import { GateRefusal, sayOf } from "../gateClient/problem.ts";
import type { EvolutionMemory } from "./evolutionBook.ts";
import type { EvolverOptions } from "./evolver.ts";

type Filing = AgentEventData<"evolution.filed">;
type Unfiled = NonNullable<EvolutionMemory["unfiled"]>;

/**
 * Puts what the last cycle proposes before the gate, once: a process that does not know whether it was heard looks first.
 * @throws Unanswered when no answer came.
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
    const proposalId =
      (await waitingAs(candidate.fingerprint, call)) ?? (await filedAs(draftOf(unfiled, current), call));
    told({ proposalId, refused: null });
    say(`proposed: ${candidate.operator}, ${candidate.change}`);
  } catch (error) {
    if (!(error instanceof GateRefusal)) throw error;
    told({ proposalId: null, refused: sayOf(error).slice(0, 500) });
    say(sayOf(error));
  }
}

/** Whether what it was bred from is what still stands there. */
const isStanding = (parent: RuleDocument | null, current: RuleDocument | undefined): boolean =>
  parent === null ? current === undefined : current !== undefined && fingerprint(current) === fingerprint(parent);

type Call = EvolverOptions["call"];

async function waitingAs(print: string, call: Call): Promise<string | null> {
  const { proposals } = await call("proposals.get", {});
  for (const { proposal, state } of proposals) {
    if (state !== "open" || proposal.kind === "order.approve" || proposal.filedBy !== "agent") continue;
    if (fingerprint(proposal.document) === print) return proposal.proposalId;
  }
  return null;
}

const filedAs = async (draft: ProposalDraft, call: Call): Promise<string> =>
  (await call("proposal.submit", draft)).proposalId;

/** The draft as the gate takes it: one version above what stands there, on probation. */
function draftOf({ proposal, periodMs }: Unfiled, current: RuleDocument | undefined): ProposalDraft {
  const { candidate, predicted, expectedR, falsifier, evidence, rationale } = proposal;
  const basis: Basis = {
    change: `${candidate.operator}: ${candidate.change}`.slice(0, 400),
    predicted: { ...predicted, periodMs },
    expectedR,
    falsifier: falsifier.slice(0, 400),
    evidence: evidence.map(({ code, passed, sentence }) => ({ code, passed, sentence: sentence.slice(0, 400) })),
  };
  const version = (current?.version ?? 0) + 1;
  return { document: { ...candidate.document, version, status: "probation" }, rationale, basis };
}
