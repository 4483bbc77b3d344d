/** How widely single results lie, as far as they say: a sum that grows with each. Plain numbers. */
export interface Swing {
  /** The deviation that is believed before there are results, in R. */
  readonly priorR: number;
  readonly n: number;
  /** Sum of squared deviations, each clipped. */
  readonly squares: number;
}

/** Never less: results of a stop that holds swing by one R. And never more: who claimed it could not be held to anything. */
const LEAST_R = 1;
const MOST_R = 2.5;
/** As many trades as the first belief weighs. */
const PRIOR_TRADES = 20;
/** A result further out than this many deviations counts as if it lay there: one wild trade is no wild rule (Huber 1964). */
const CLIP = 3;

/** @param deviationR what a backtest says of it; one R where nobody says anything. */
export const freshSwing = (deviationR = LEAST_R): Swing => ({
  priorR: Math.min(MOST_R, Math.max(LEAST_R, deviationR)),
  n: 0,
  squares: 0,
});

/**
 * The deviation of one result in R, shrunk to the first belief by the weight of twenty trades and never below 1 R: a rule that
 * seems quieter than its stop has only not been stopped yet.
 */
export const deviationOf = ({ priorR, n, squares }: Swing): number =>
  Math.max(LEAST_R, Math.sqrt((PRIOR_TRADES * priorR ** 2 + squares) / (PRIOR_TRADES + n)));

/** One more result. @param off how far it lies from the mean, in R. */
export function swung(swing: Swing, off: number): Swing {
  const most = CLIP * deviationOf(swing);
  return { ...swing, n: swing.n + 1, squares: swing.squares + Math.min(Math.abs(off), most) ** 2 };
}
