import { shapley } from "../statistics/shapley.ts";
import { isNonNegotiable } from "./nonNegotiable.ts";

/** Net R of the whole account, replayed with these checks off and everything else as it was. */
export type Replay = (off: ReadonlySet<string>) => number;

/** What a check was worth to the account: a blocked entry would have taken cash and room from others. */
export interface PortfolioValue {
  readonly code: string;
  /** Saved (positive) or cost, in R: alone, with every other check on. */
  readonly aloneR: number;
  /** The same over all orders in which the checks could be taken away; these add up to the joint value. */
  readonly shareR: number;
}

/**
 * The value of checks from replays of the account with them off. Those that guard against ruin are never switched off,
 * also not here.
 * @throws RangeError for more than 12 checks: every set of them is replayed.
 */
export function portfolioValues(codes: readonly string[], replay: Replay): readonly PortfolioValue[] {
  const open = [...new Set(codes)].filter((code) => !isNonNegotiable(code)).sort();
  const known = new Map<string, number>();
  const valueOf = (off: ReadonlySet<string>): number => {
    const key = [...off].sort().join(" ");
    const value = known.get(key) ?? replay(off);
    known.set(key, value);
    return value;
  };
  const shares = shapley(open, valueOf);
  const asItWas = valueOf(new Set());
  return open.map((code) => ({
    code,
    aloneR: asItWas - valueOf(new Set([code])),
    shareR: -(shares.get(code) ?? 0),
  }));
}
