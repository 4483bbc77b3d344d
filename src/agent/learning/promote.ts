import { ALARM_ALPHA } from "../../loops/trade/alarm.ts";
import { varianceOf } from "../../loops/trade/belief.ts";
import { beliefKey, type Beliefs } from "../../loops/trade/beliefs.ts";
import { valueOf } from "../../loops/statistics/eProcess.ts";
import { clusteredMean } from "../../loops/statistics/clusteredInterval.ts";
import type { RuleDocument } from "../../store/rules/document.ts";
import { fingerprint } from "../../store/rules/fingerprint.ts";
import type { Basis } from "../../store/words/basis.ts";
import type { ProposalDraft } from "../../store/words/proposal.ts";
import { isJudged, sayOf } from "../gateClient/problem.ts";
import type { EvolutionMemory, Filed } from "./evolutionBook.ts";
import type { EvolverOptions } from "./evolver.ts";
import { onFileAs } from "./onFile.ts";
import type { Rulings } from "./rulings.ts";

interface Known {
  readonly evolution: Pick<EvolutionMemory, "filed" | "promoted">;
  readonly rulings: Pick<Rulings, "rules" | "answers">;
  readonly beliefs: Beliefs;
}

/** What 20 to 1 asks for. */
const PROOF = 1 / ALARM_ALPHA;
const MANY = 1_000_000;

/**
 * The next rule of the loops that has earned to trade whole: on probation since a person accepted it, and 20 to 1 that it
 * earns, by its own trades. Each version is asked for once. Null when there is none.
 */
export function promotionDue({ evolution, rulings, beliefs }: Known): ProposalDraft | null {
  for (const document of Object.values(rulings.rules)) {
    const key = beliefKey(document.id, document.version);
    const belief = beliefs[key];
    if (document.status !== "probation" || belief === undefined || evolution.promoted.includes(key)) continue;
    const print = fingerprint(document);
    const made = evolution.filed.findLast(({ fingerprint: each }) => each === print);
    if (made === undefined || rulings.answers[made.proposalId] !== "accepted") continue;
    const evidence = valueOf(belief.promotion);
    if (evidence >= PROOF) return draftOf(document, made, basisOf(belief, evidence, made));
  }
  return null;
}

type Belief = Beliefs[string];

function basisOf(belief: Belief, evidence: number, made: Filed): Basis {
  const { n, mean, sinceAlarm } = belief;
  const odds = evidence > MANY ? `more than ${MANY}` : evidence.toFixed(1);
  const deviation = Math.sqrt(varianceOf(belief));
  return {
    change: "from a quarter of its size to all of it",
    predicted: null,
    expectedR: made.expectedR,
    falsifier: `wrong if either alarm of its watch fires: it then goes back to a quarter, and to what it was before`,
    evidence: [
      {
        code: "E_PROCESS",
        passed: true,
        sentence: `E_PROCESS: ${odds} to 1 that it earns, of ${PROOF} needed, over ${sinceAlarm} trades (of ${n} in all: mean ${mean.toFixed(3)} R, deviation ${deviation.toFixed(2)})`,
      },
      pairedOf(made),
    ],
  };
}

/** Beside the rule that it took the place of, on the same candles since it was made. */
function pairedOf({ differences, from, periodMs }: Filed): Basis["evidence"][number] {
  const values = differences.map((value, i) => ({ day: String(Math.floor((from + i * periodMs) / periodMs)), value }));
  const { mean, low, high, days } = clusteredMean(values, 0.9);
  const code = "PAIRED";
  if (days < 2) return { code, passed: false, sentence: "PAIRED: insufficient data beside its parent" };
  const said = `${mean.toFixed(4)} R a period above its parent in shadow (90 %: ${low.toFixed(4)} to ${high.toFixed(4)}), ${days} periods`;
  return { code, passed: mean > 0, sentence: `PAIRED: ${said}` };
}

const draftOf = (document: RuleDocument, { cycle }: Filed, basis: Basis): ProposalDraft => ({
  document: { ...document, version: document.version + 1, status: "active" },
  rationale:
    `${document.id} v${document.version}, of cycle ${cycle}, has proven on probation that it earns: let it trade whole. ${basis.evidence
      .map(({ sentence }) => sentence)
      .join("; ")}`.slice(0, 1_000),
  basis,
});

/** Asks the person for it, once. @throws Unanswered, GateRefusal when it was not judged: it is asked again, after a look. */
export async function filePromotion({
  memory,
  known,
  call,
  say,
}: Pick<EvolverOptions, "memory" | "known" | "call" | "say">) {
  const draft = promotionDue(known());
  if (draft === null) return;
  const { id: ruleId, version } = draft.document;
  const about = { ruleId, version: version - 1 };
  try {
    const proposalId = (await onFileAs(draft.document, call)) ?? (await call("proposal.submit", draft)).proposalId;
    memory.tell("promotion.filed", { ...about, proposalId, refused: null });
    say(`${ruleId} has earned to trade whole: see its proposal`);
  } catch (error) {
    if (!isJudged(error)) throw error;
    memory.tell("promotion.filed", { ...about, proposalId: null, refused: sayOf(error).slice(0, 500) });
  }
}
