/** Shares of the clip that are bet: a mixture needs no knowledge of the edge. */
const BETS = [0.05, 0.1, 0.25, 0.5, 0.75] as const;
/** Results are clipped to ± this many deviations of a rule's own, so that no bet can lose more than it has. */
export const CLIP = 3;

/** Evidence that a mean is above zero: the wealth of five bettors against "it is not". May be looked at after every trade. */
export interface EProcess {
  readonly wealth: readonly number[];
}

export const freshEProcess: EProcess = { wealth: BETS.map(() => 1) };

/**
 * One more result in R. `most`, where it is clipped, is known before it comes: whoever gains 4 R once and loses 1 R thrice
 * would seem to earn nothing if each gain counted as 3. Under "the mean of clipped results is not above zero" the value is a supermartingale, so that it
 * ever reaches 1/α has at most probability α, whenever one stops (Ville 1939; Shafer 2021; Waudby-Smith & Ramdas 2024).
 */
export const bet = ({ wealth }: EProcess, r: number, most = CLIP): EProcess => ({
  wealth: wealth.map((each, i) => each * (1 + (BETS[i]! * clip(r, most)) / most)),
});

/** The mean wealth: 1 at the beginning, 20 is what α = 0.05 asks for. */
export const valueOf = ({ wealth }: EProcess): number => wealth.reduce((sum, each) => sum + each, 0) / wealth.length;

/** How far the evidence has come on the way to 1/α, from 0 to 1: in logarithms, since it multiplies. */
export const shareOfProof = (process: EProcess, alpha: number): number =>
  Math.min(1, Math.max(0, Math.log(valueOf(process)) / Math.log(1 / alpha)));

export const clip = (r: number, most: number): number => Math.max(-most, Math.min(most, r));
