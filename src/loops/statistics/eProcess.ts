/** Shares of the clip that are bet: a mixture needs no knowledge of the edge. */
const BETS = [0.05, 0.1, 0.25, 0.5, 0.75] as const;
/** Results are clipped to this many deviations of a rule's own, where they speak for what is to be proven. */
export const CLIP = 3;

/** Evidence that a mean is above zero: the wealth of five bettors against "it is not". May be looked at after every trade. */
export interface EProcess {
  readonly wealth: readonly number[];
}

export const freshEProcess: EProcess = { wealth: BETS.map(() => 1) };

/**
 * One more result in R. `most` is known before it comes: a gain counts as that at the most, a loss as what it is, and a bet
 * that it ruins stays ruined. (Clipped at 3 R, who gains 4 R once and loses 1 R thrice would seem to earn nothing; with losses
 * clipped, who gains a little for long and then loses much would seem to earn.) Under "the mean is not above zero" the value
 * is a supermartingale as far as no bet is ruined, so that it ever reaches 1/α has at most probability α, whenever one stops
 * (Ville 1939; Shafer 2021; Waudby-Smith & Ramdas 2024).
 */
export const bet = ({ wealth }: EProcess, r: number, most = CLIP): EProcess => ({
  wealth: wealth.map((each, i) => each * Math.max(0, 1 + (BETS[i]! * Math.min(r, most)) / most)),
});

/** The mean wealth: 1 at the beginning, 20 is what α = 0.05 asks for. */
export const valueOf = ({ wealth }: EProcess): number => wealth.reduce((sum, each) => sum + each, 0) / wealth.length;

/** How far the evidence has come on the way to 1/α, from 0 to 1: in logarithms, since it multiplies. */
export const shareOfProof = (process: EProcess, alpha: number): number =>
  Math.min(1, Math.max(0, Math.log(valueOf(process)) / Math.log(1 / alpha)));

export const clip = (r: number, most: number): number => Math.max(-most, Math.min(most, r));
