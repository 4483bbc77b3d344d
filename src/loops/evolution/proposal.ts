import type { RuleDocument } from "../../store/rules/document.ts";
import { momentsOf } from "../statistics/moments.ts";
import { deviationOf } from "../statistics/swing.ts";
import { freshBelief, observe, shortfallLimitOf } from "../trade/belief.ts";
import type { Candidate } from "./breed.ts";
import type { Tested } from "./contender.ts";
import type { GateResult } from "./gates/gate.ts";
import type { Prediction } from "./prediction.ts";

/** One field that changed, as texts for a person. */
export interface Change {
  readonly field: string;
  readonly before: string;
  readonly after: string;
}

/** What a person is asked: the change, what it promises, what that rests on, and what would show it wrong. */
export interface EvolvedProposal {
  readonly candidate: Candidate;
  readonly changes: readonly Change[];
  /** R a period above the incumbent, calibrated; with a 90 % interval. */
  readonly predicted: { readonly mean: number; readonly low: number; readonly high: number };
  /** Mean R a trade that it will be held to. */
  readonly expectedR: number;
  /** How widely single results lay in its backtest, in R. */
  readonly deviationR?: number | undefined;
  readonly evidence: readonly GateResult[];
  readonly falsifier: string;
  readonly rationale: string;
}

const TEXT = { before: "none", after: "none" };

/** What differs between two rules, field by field; version and status are the gate's. */
export function changesOf(before: RuleDocument | null, after: RuleDocument): readonly Change[] {
  const [was, is] = [before === null ? {} : flat(before), flat(after)];
  const fields = [...new Set([...Object.keys(was), ...Object.keys(is)])];
  return fields
    .map((field) => ({ field, before: was[field] ?? TEXT.before, after: is[field] ?? TEXT.after }))
    .filter((each) => each.before !== each.after);
}

function flat({
  id: _id,
  version: _version,
  status: _status,
  params,
  exit,
  ...rest
}: RuleDocument): Record<string, string> {
  const fields = [
    ...Object.entries(rest),
    ...Object.entries(exit).map(([name, value]) => [`exit.${name}`, value] as const),
    ...Object.entries(params).map(([name, { value }]) => [`params.${name}`, value] as const),
  ];
  return Object.fromEntries(
    fields.map(([name, value]) => [name, typeof value === "string" ? value : JSON.stringify(value)]),
  );
}

/** Everything that passed, put before a person. */
export function proposalOf(
  { candidate, trades }: Tested,
  prediction: Prediction,
  calibration: number,
  evidence: readonly GateResult[],
): EvolvedProposal {
  const { mean, deviation } = momentsOf(trades.map(({ r }) => r));
  // As loop 1 measures it: one wild trade of the backtest is no wild rule.
  const { swing } = trades.reduce((belief, trade) => observe(belief, trade.r, trade), freshBelief({ expectedR: mean }));
  const expectedR = mean * calibration;
  // As many trades as tell its promise from nothing: (z.95 + z.80)² (σ/μ)².
  const proving = Math.max(30, Math.ceil(6.18 * (deviation / Math.max(expectedR, 0.01)) ** 2));
  const predicted = {
    mean: prediction.mean * calibration,
    low: prediction.low * calibration,
    high: prediction.high * calibration,
  };
  const deviationR = deviationOf(swing);
  const behind = shortfallLimitOf(freshBelief({ expectedR, deviationR })).toFixed(0);
  const falsifier = `wrong if its mean over the next ${proving} trades is not above ${(expectedR / 2).toFixed(3)} R, or its edge turns, or it falls ${behind} R behind half of what it promises before`;
  const rationale = `${candidate.operator}: ${candidate.change}; ${falsifier}; ${evidence.map(({ sentence }) => sentence).join("; ")}`;
  return {
    candidate,
    changes: changesOf(candidate.parent, candidate.document),
    predicted,
    expectedR,
    deviationR,
    evidence,
    falsifier,
    rationale: rationale.slice(0, 1_000),
  };
}
