/** How far stated expectations came true, by regression of realized on stated R through the origin. Plain sums. */
export interface Calibration {
  readonly n: number;
  readonly stated: number;
  readonly realized: number;
  readonly statedSquares: number;
  readonly products: number;
}

export const freshCalibration: Calibration = { n: 0, stated: 0, realized: 0, statedSquares: 0, products: 0 };

/** One more trade whose thesis named an expected R. */
export const calibrate = (known: Calibration, statedR: number, realizedR: number): Calibration => ({
  n: known.n + 1,
  stated: known.stated + statedR,
  realized: known.realized + realizedR,
  statedSquares: known.statedSquares + statedR * statedR,
  products: known.products + statedR * realizedR,
});

/** Below this many theses nothing is said. */
const ENOUGH = 30;

/** "stated +0.3 R, got +0.12 R over 84 trades: 40 % of what was claimed came true", or that it is too early. */
export function calibrationSentence({ n, stated, realized, statedSquares, products }: Calibration): string {
  if (n < ENOUGH) return `insufficient data: ${n} of ${ENOUGH} theses with a stated result`;
  const slope =
    statedSquares > 0 ? `${Math.round((products / statedSquares) * 100)} % of what was claimed came true` : "";
  return `stated ${(stated / n).toFixed(2)} R, got ${(realized / n).toFixed(2)} R over ${n} trades: ${slope}`;
}
