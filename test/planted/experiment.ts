import { proportion } from "../../src/loops/statistics/proportion.ts";
import { quantileOf } from "../../src/loops/statistics/quantile.ts";
import { wilcoxon } from "../../src/loops/statistics/wilcoxon.ts";

/** A figure that was measured, with its 95 % confidence limits, against what was asked of it. */
export interface Measure {
  readonly what: string;
  readonly goal: string;
  readonly seen: string;
  /** The figure itself lies where it was asked to. */
  readonly holds: boolean;
  /** Even the confidence limits leave no room for the goal: more than bad luck of few seeds. */
  readonly refuted: boolean;
  /** A naive twin is there to fail: its goal says what it should miss. */
  readonly isTwin: boolean;
}

/** One planted truth and how to measure whether it is found. */
export interface Experiment {
  /** The line of the promise it stands for. */
  readonly line: number;
  readonly title: string;
  /** What was planted, for people. */
  readonly planted: string;
  /** Seeds of the whole, and of the slice that every check runs. */
  readonly seeds: { readonly whole: number; readonly slice: number };
  readonly run: (seeds: readonly number[]) => readonly Measure[];
}

export const seedsTo = (last: number): readonly number[] => Array.from({ length: last }, (_, i) => i + 1);

/** Of a figure that is only told. */
export const NO_GOAL = "no goal";

interface Range {
  readonly least?: number;
  readonly most?: number;
}

const percent = (share: number): string => `${Number((share * 100).toFixed(1))} %`;
const textOf = ({ least, most }: Range, say: (value: number) => string): string => {
  if (least === undefined && most === undefined) return NO_GOAL;
  if (least !== undefined && most !== undefined) return `${say(least)} to ${say(most)}`;
  return least === undefined ? `≤ ${say(most ?? 0)}` : `≥ ${say(least)}`;
};
const within = (value: number, { least = Number.NEGATIVE_INFINITY, most = Number.POSITIVE_INFINITY }: Range): boolean =>
  value >= least && value <= most;
/** No value between the limits lies in the range. */
const apart = (
  low: number,
  high: number,
  { least = Number.NEGATIVE_INFINITY, most = Number.POSITIVE_INFINITY }: Range,
): boolean => high < least || low > most;

/** A share of seeds, with Wilson's interval. */
export function share(what: string, hits: number, of: number, goal: Range, isTwin = false): Measure {
  const { low, high } = proportion(hits, of);
  return {
    what,
    goal: textOf(goal, percent),
    seen: `${hits} of ${of}: ${percent(hits / of)} (${percent(low)} to ${percent(high)})`,
    holds: within(hits / of, goal),
    refuted: apart(low, high, goal),
    isTwin,
  };
}

/** A quantile over seeds, with the order statistics that hold it with 95 % (binomial; Conover 1999, §3.2). */
export function quantile(what: string, values: readonly number[], p: number, goal: Range): Measure {
  const ordered = values.toSorted((a, b) => a - b);
  const n = ordered.length;
  const half = 1.96 * Math.sqrt(n * p * (1 - p));
  const low = ordered[Math.max(0, Math.floor(n * p - half))] ?? Number.NEGATIVE_INFINITY;
  const high = ordered[Math.min(n - 1, Math.ceil(n * p + half))] ?? Number.POSITIVE_INFINITY;
  const seen = quantileOf(values, p);
  const say = (value: number): string => (Number.isFinite(value) ? String(Number(value.toFixed(3))) : "never");
  return {
    what,
    goal: textOf(goal, say),
    seen: `${say(seen)} (${say(low)} to ${say(high)}), n = ${n}`,
    holds: within(seen, goal),
    refuted: apart(low, high, goal),
    isTwin: false,
  };
}

/** A mean over seeds, with two standard errors. */
export function mean(what: string, values: readonly number[], goal: Range): Measure {
  const n = values.length;
  const middle = values.reduce((sum, each) => sum + each, 0) / n;
  const deviation = Math.sqrt(values.reduce((sum, each) => sum + (each - middle) ** 2, 0) / (n - 1));
  const half = (1.96 * deviation) / Math.sqrt(n);
  const say = (value: number): string => value.toFixed(3);
  return {
    what,
    goal: textOf(goal, say),
    seen: `${say(middle)} (${say(middle - half)} to ${say(middle + half)}), n = ${n}`,
    holds: within(middle, goal),
    refuted: apart(middle - half, middle + half, goal),
    isTwin: false,
  };
}

/** The naive twin: it has to miss. */
export const twin = (what: string, hits: number, of: number, misses: Range): Measure =>
  share(what, hits, of, misses, true);

/** A p-value over the seeds, which is exact: it has no limits of its own. */
export function pValue(what: string, p: number, goal: Range): Measure {
  const holds = within(p, goal);
  return {
    what,
    goal: textOf(goal, (value) => `p ${value}`),
    seen: p < 1e-6 ? "p < 0.000001" : `p ${p.toPrecision(2)}`,
    holds,
    refuted: !holds,
    isTwin: false,
  };
}

/** The signed-rank test either way: differences that are only luck give no small one. */
export const twoSided = (differences: readonly number[]): number =>
  Math.min(1, 2 * Math.min(wilcoxon(differences), wilcoxon(differences.map((each) => -each))));
