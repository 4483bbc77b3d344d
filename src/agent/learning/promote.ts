import { ALARM_ALPHA } from "../../loops/trade/alarm.ts";
import { LEAST_PROMISE_R, varianceOf } from "../../loops/trade/belief.ts";
import { beliefKey, type Beliefs } from "../../loops/trade/beliefs.ts";
import { COMEBACK, comebackOf, type Pause } from "../../loops/trade/pause.ts";
import { valueOf } from "../../loops/statistics/eProcess.ts";
import { clusteredMean } from "../../loops/statistics/clusteredInterval.ts";
import { entryOf } from "../../store/entryOf.ts";
import { perDay } from "../../store/perDay.ts";
import { type RuleDocument, SEVERITY } from "../../store/rules/document.ts";
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
  readonly rulings: Pick<Rulings, "rules" | "ceilings" | "answers">;
  readonly beliefs: Beliefs;
  /** What a rule in pause did in shadow. */
  readonly pauses: Pick<PauseBook, "of">;
}

/** What 20 to 1 asks for. */
const PROOF = 1 / ALARM_ALPHA;
const MANY = 1_000_000;

/** A step up that a rule has earned, and what speaks for it. */
interface Step {
  readonly to: "probation" | "active";
  readonly change: string;
  readonly says: string;
  readonly seen: string;
}

/**
 * The next rule that has earned a step up: from probation by its own trades, 20 to 1 that it earns; from a pause by those
 * of its shadow. Never above where a person put it himself: that is his to raise. Each version is asked for once a step, and
 * again only if nobody answered. Null when there is none.
 */
export function promotionDue(known: Known): ProposalDraft | null {
  const { evolution, rulings } = known;
  for (const document of Object.values(rulings.rules)) {
    const step = earnedBy(document, known);
    if (step === null) continue;
    const print = fingerprint(document);
    if (SEVERITY[step.to] < SEVERITY[entryOf(rulings.ceilings, print) ?? "active"]) continue;
    if (isAsked(promotionKey(document.id, document.version, step.to), evolution, rulings)) continue;
    const made = evolution.filed.findLast(({ fingerprint: each }) => each === print) ?? null;
    return draftOf(document, step, basisOf(document, step, known, made));
  }
  return null;
}

function earnedBy({ id, version, status }: RuleDocument, { beliefs, pauses }: Known): Step | null {
  if (status === "probation") {
    const belief = entryOf(beliefs, beliefKey(id, version));
    return belief === undefined || valueOf(belief.promotion) < PROOF ? null : whole(belief);
  }
  const pause = status === "paused" ? pauses.of(id, version) : null;
  return pause === null || comebackOf(pause) < COMEBACK ? null : another(pause);
}

function whole(belief: Beliefs[string]): Step {
  const { n, mean, sinceAlarm } = belief;
  const deviation = Math.sqrt(varianceOf(belief)).toFixed(2);
  return {
    to: "active",
    change: "from a quarter of its size to all of it",
    says: "has proven on probation that it earns: let it trade whole",
    seen: `E_PROCESS: ${odds(valueOf(belief.promotion))} to 1 that it earns, of ${PROOF} needed, over ${sinceAlarm} trades (of ${n} in all: mean ${mean.toFixed(3)} R, deviation ${deviation})`,
  };
}

const another = (pause: Pause): Step => ({
  to: "probation",
  change: "from its pause to a quarter of its size",
  says: "has shown in shadow that its edge has come back: let it trade a quarter",
  seen: `COMEBACK: ${odds(comebackOf(pause))} of ${COMEBACK} needed that its edge has come back, over ${pause.n} trades in shadow (mean of all since its pause ${pause.mean.toFixed(3)} R)`,
});

const odds = (evidence: number): string => (evidence > MANY ? `more than ${MANY}` : evidence.toFixed(1));

/** Whether a person was asked for it and may still answer, or has, or the gate would not have it. */
function isAsked(key: string, { promoted }: Known["evolution"], { answers }: Known["rulings"]): boolean {
  const asked = promoted.findLast((each) => each.key === key);
  return asked !== undefined && (asked.proposalId === null || entryOf(answers, asked.proposalId) !== "expired");
}

function basisOf({ id, version }: RuleDocument, step: Step, { beliefs }: Known, made: Filed | null): Basis {
  const code = step.seen.slice(0, step.seen.indexOf(":"));
  return {
    change: step.change,
    predicted: null,
    expectedR: made?.expectedR ?? entryOf(beliefs, beliefKey(id, version))?.expectedR ?? LEAST_PROMISE_R,
    falsifier: "wrong if either alarm of its watch fires: it then takes the step back, or goes to what it was before",
    evidence: [{ code, passed: true, sentence: step.seen }, ...(made === null ? [] : [pairedOf(made)])],
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
