import type { Timestamp } from "../../store/time.ts";
import type { DataCut } from "./evaluation.ts";
import type { Ledger } from "./ledger.ts";

/** The share of the cut that is held out, if none of it was opened before. */
const SHARE = 0.2;
/** A holdout that is a smaller share than this says too little to be opened. */
const LEAST_SHARE = 0.1;

/** What is searched, and the untouched block behind it. */
export interface Parts {
  readonly search: DataCut;
  readonly holdout: DataCut;
}

/**
 * The newest fifth is held out, whole periods; what was opened once belongs to the search from then on. Null when too
 * little untouched data has come since: then there is nothing to propose from yet.
 */
export function partsOf(cut: DataCut, { burntTo }: Ledger): Parts | null {
  const wanted = cut.from + periods(cut, (cut.to - cut.from) * (1 - SHARE));
  const from = burntTo === null ? wanted : Math.max(wanted, cut.from + periods(cut, burntTo - cut.from, Math.ceil));
  if (cut.to - from < (cut.to - cut.from) * LEAST_SHARE) return null;
  return { search: { ...cut, to: from }, holdout: { ...cut, from } };
}

/** When enough untouched data will be there, if the cut goes on from where it begins. */
export const holdoutDue = ({ from }: DataCut, { burntTo }: Ledger): Timestamp =>
  burntTo === null ? from : from + (burntTo - from) / (1 - LEAST_SHARE);

const periods = ({ periodMs }: DataCut, span: number, round: (value: number) => number = Math.round): number =>
  round(span / periodMs) * periodMs;
