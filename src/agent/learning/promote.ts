import { ALARM_ALPHA } from "../../loops/trade/alarm.ts";
import { varianceOf } from "../../loops/trade/belief.ts";
import { beliefKey, type Beliefs } from "../../loops/trade/beliefs.ts";
import { valueOf } from "../../loops/statistics/eProcess.ts";
import { clusteredMean } from "../../loops/statistics/clusteredInterval.ts";
import { perDay } from "../../store/perDay.ts";
import type { RuleDocument, RuleStatus } from "../../store/rules/document.ts";
import { fingerprint } from "../../store/rules/fingerprint.ts";
import type { Basis } from "../../store/words/basis.ts";
import type { ProposalDraft } from "../../store/words/proposal.ts";
import { isJudged, sayOf } from "../gateClient/problem.ts";
import { type EvolutionMemory, type Filed, promotionKey } from "./evolutionBook.ts";
import type { EvolverOptions } from "./evolver.ts";
import { onFileAs } from "./onFile.ts";
import type { PauseBook } from "./pauseBook.ts";
import type { Rulings } from "./rulings.ts";

interface Known {
  readonly evolution: Pick<EvolutionMemory, "filed" | "promoted">;
  readonly rulings: Pick<Rulings, "rules" | "wishedBy">;
  readonly beliefs: Beliefs;
  /** What a rule in pause did in shadow. */
  readonly pauses: Pick<PauseBook, "beliefOf">;
}

/** What 20 to 1 asks for. */
const PROOF = 1 / ALARM_ALPHA;
const MANY = 1_000_000;

/** A step up that a rule has to earn: from which status, by what, and what is said of it. */
interface Step {
  readonly to: "probation" | "active";
  readonly change: string;
  readonly trades: string;
  readonly says: string;
}

const STEPS: Readonly<Partial<Record<RuleStatus, Step>>> = {
  paused: {
    to: "probation",
    change: "from its pause to a quarter of its size",
    trades: "trades in shadow",
    says: "has proven in shadow that it earns again: let it trade a quarter",
  },
  probation: {
    to: "active",
    change: "from a quarter of its size to all of it",
    trades: "trades",
    says: "has proven on probation that it earns: let it trade whole",
  },
};

/**
 * The next rule that has earned a step up, 20 to 1 that it earns: from probation by its own trades, from a pause by those
 * of its shadow. Only where the loops brought it there; what a person put lower himself is his to raise. Each version is
 * asked for once a step. Null when there is none.
 */
export function promotionDue({ evolution, rulings, beliefs, pauses }: Known): ProposalDraft | null {
  for (const document of Object.values(rulings.rules)) {
    const { id, version, status } = document;
    const step = STEPS[status];
    if (step === undefined || rulings.wishedBy[id] !== "agent") continue;
    const belief = status === "paused" ? pauses.beliefOf(id, version) : beliefs[beliefKey(id, version)];
    if (belief === null || belief === undefined) continue;
    if (evolution.promoted.includes(promotionKey(id, version, step.to)) || valueOf(belief.promotion) < PROOF) continue;
    const print = fingerprint(document);
    const made = evolution.filed.findLast(({ fingerprint: each }) => each === print) ?? null;
    return draftOf(document, step, basisOf(belief, step, made));
  }
  return null;
}

type Belief = Beliefs[string];

function basisOf(belief: Belief, { change, trades }: Step, made: Filed | null): Basis {
  const { n, mean, sinceAlarm } = belief;
  const evidence = valueOf(belief.promotion);
  const odds = evidence > MANY ? `more than ${MANY}` : evidence.toFixed(1);
  const deviation = Math.sqrt(varianceOf(belief));
  const sentence = `E_PROCESS: ${odds} to 1 that it earns, of ${PROOF} needed, over ${sinceAlarm} ${trades} (of ${n} in all: mean ${mean.toFixed(3)} R, deviation ${deviation.toFixed(2)})`;
  return {
    change,
    predicted: null,
    expectedR: made?.expectedR ?? belief.expectedR,
    falsifier: "wrong if either alarm of its watch fires: it then takes the step back, or goes to what it was before",
    evidence: [{ code: "E_PROCESS", passed: true, sentence }, ...(made === null ? [] : [pairedOf(made)])],
  };
}

/** Beside the rule that it took the place of, on the same candles since it was made. */
function pairedOf({ differences, from, periodMs }: Filed): Basis["evidence"][number] {
  const values = differences.map((value, i) => ({ day: String(Math.floor((from + i * periodMs) / periodMs)), value }));
  const { mean, low, high, days } = clusteredMean(values, 0.9);
  const code = "PAIRED";
  if (days < 2) return { code, passed: false, sentence: "PAIRED: insufficient data beside its parent" };
  const [seen, least, most] = [mean, low, high].map((each) => perDay(each, periodMs).toFixed(4));
  const said = `${seen} R a day above its parent in shadow (90 %: ${least} to ${most}), ${days} periods`;
  return { code, passed: mean > 0, sentence: `PAIRED: ${said}` };
}

function draftOf(document: RuleDocument, { to, says }: Step, basis: Basis): ProposalDraft {
  const { id, version } = document;
  const seen = basis.evidence.map(({ sentence }) => sentence).join("; ");
  const rationale = `${id} v${version} ${says}. ${seen}`.slice(0, 1_000);
  return { document: { ...document, version: version + 1, status: to }, rationale, basis };
}

/** Asks the person for it, once. @throws Unanswered, GateRefusal when it was not judged: it is asked again, after a look. */
export async function filePromotion({
  memory,
  known,
  call,
  say,
}: Pick<EvolverOptions, "memory" | "known" | "call" | "say">) {
  const draft = promotionDue(known());
  if (draft === null) return;
  const { id: ruleId, version, status } = draft.document;
  const to = status === "active" ? ("active" as const) : ("probation" as const);
  const about = { ruleId, version: version - 1, to };
  try {
    const proposalId = (await onFileAs(draft.document, call)) ?? (await call("proposal.submit", draft)).proposalId;
    memory.tell("promotion.filed", { ...about, proposalId, refused: null });
    say(`${ruleId} has earned ${to === "active" ? "to trade whole" : "another try"}: see its proposal`);
  } catch (error) {
    if (!isJudged(error)) throw error;
    memory.tell("promotion.filed", { ...about, proposalId: null, refused: sayOf(error).slice(0, 500) });
  }
}
