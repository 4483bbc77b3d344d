/** How widely single results lie, as far as they say: a sum that grows with each. Plain numbers. */
export interface Swing {
  readonly n: number;
  /** Sum of squared deviations, each clipped. */
  readonly squares: number;
}

export const freshSwing: Swing = { n: 0, squares: 0 };

/** What is believed without a trade, and never less: results of a stop that holds swing by one R. */
const PRIOR_R = 1;
/** As many trades as that belief weighs. */
const PRIOR_TRADES = 20;
/** A result further out than this many deviations counts as if it lay there: one wild trade is no wild rule (Huber 1964). */
const CLIP = 3;

/**
 * The deviation of one result in R, shrunk to 1 R by the weight of twenty trades and never below it: a rule that seems
 * quieter than its stop has only not been stopped yet.
 */
export const deviationOf = ({ n, squares }: Swing): number =>
  Math.max(PRIOR_R, Math.sqrt((PRIOR_TRADES * PRIOR_R ** 2 + squares) / (PRIOR_TRADES + n)));

/** One more result. @param off how far it lies from the mean, in R. */
export function swung(swing: Swing, off: number): Swing {
  const most = CLIP * deviationOf(swing);
  return { n: swing.n + 1, squares: swing.squares + Math.min(Math.abs(off), most) ** 2 };
}
