import type { Ledger } from "../../src/loops/evolution/ledger.ts";
import { perDay } from "../../src/store/perDay.ts";
import type { CycleResult } from "../../src/loops/evolution/result.ts";
import { utcText } from "../../src/store/time.ts";
import type { Loaded } from "../backtest/load.ts";
import type { requireCut } from "./cut.ts";

/** The time that was looked at, and what is left out before it; the rules that are, and the candles that they do not fit. */
export type LookedAt = ReturnType<typeof requireCut> & Pick<Loaded, "leftOut" | "timeframe">;

const lookedText = ({ cut: { from, to }, behind }: LookedAt): string =>
  `candles of ${utcText(from)} to ${utcText(to)}${behind === null ? "" : `; what lies before a long gap is left out: ${behind}`}`;

const leftOutText = ({ leftOut, timeframe }: LookedAt): string =>
  `left out, for these are ${timeframe} candles: ${leftOut.map(({ document: { id, timeframe: own } }) => `${id} (${own})`).join(", ")}`;

/** A cycle's outcome for people: the answer first, then every gate, then what would change. */
export function linesOf(
  { proposal, gates, tried, best, sentence }: CycleResult,
  ledger: Ledger,
  looked: LookedAt,
): readonly string[] {
  const head = proposal === null ? sentence.split(": ")[0]! : "proposal";
  const why = gates.length === 0 ? [sentence] : [];
  const judged = gates.map(({ passed, sentence: said }) => `  ${passed ? "ok" : "NO"}  ${said}`);
  const counted = [
    lookedText(looked),
    ...(looked.leftOut.length === 0 ? [] : [leftOutText(looked)]),
    `${tried.length} candidates tested, ${ledger.tried.length + ledger.older} tries counted so far`,
  ];
  const nearest = tried
    .filter(({ fingerprint }) => fingerprint === best)
    .map(({ operator, change }) => `best of them: ${operator}: ${change}`);
  if (proposal === null) return [...(why.length > 0 ? why : [head]), ...judged, ...counted, ...nearest];
  const { mean, low, high } = proposal.predicted;
  const [seen, least, most] = [mean, low, high].map((each) => perDay(each, looked.cut.periodMs).toFixed(4));
  return [
    head,
    `${proposal.candidate.operator}: ${proposal.candidate.change}`,
    ...proposal.changes.map(({ field, before, after }) => `  ${field}: ${before} → ${after}`),
    `predicted ${seen} R a day above what runs now (90 %: ${least} to ${most})`,
    proposal.falsifier,
    ...judged,
    ...counted,
    "",
    // A file of rules may hold it as it stands: YAML reads JSON.
    ...JSON.stringify(proposal.candidate.document, null, 2).split("\n"),
  ];
}

/** The same for programs. */
export const jsonOf = (
  { tried, sentence, ...result }: CycleResult,
  ledger: Ledger,
  { cut, leftOut }: LookedAt,
): unknown => ({
  cut,
  leftOut: leftOut.map(({ document: { id, timeframe } }) => ({ id, timeframe })),
  proposal: result.proposal,
  gates: result.gates,
  candidates: tried,
  best: result.best,
  tries: ledger.tried.length + ledger.older,
  burntTo: ledger.burntTo,
  sentence,
});
