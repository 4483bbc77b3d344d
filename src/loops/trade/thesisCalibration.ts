import { studentQuantile } from "../statistics/studentT.ts";

/** How far stated expectations came true, by regression of realized on stated R through the origin. Plain sums. */
export interface Calibration {
  readonly n: number;
  readonly stated: number;
  readonly realized: number;
  readonly statedSquares: number;
  readonly realizedSquares: number;
  readonly products: number;
}

export const freshCalibration: Calibration = {
  n: 0,
  stated: 0,
  realized: 0,
  statedSquares: 0,
  realizedSquares: 0,
  products: 0,
};

/** One more trade whose thesis named an expected R. */
export const calibrate = (known: Calibration, statedR: number, realizedR: number): Calibration => ({
  n: known.n + 1,
  stated: known.stated + statedR,
  realized: known.realized + realizedR,
  statedSquares: known.statedSquares + statedR * statedR,
  realizedSquares: known.realizedSquares + realizedR * realizedR,
  products: known.products + statedR * realizedR,
});

/** Below this many theses nothing is said. */
const ENOUGH = 30;

/** "stated 0.30 R, got 0.12 R over 84 trades; each R stated brought 0.40 (90 %: 0.10 to 0.70)", or that it is too early. */
export function calibrationSentence(calibration: Calibration): string {
  const { n, stated, realized } = calibration;
  if (n < ENOUGH) return `insufficient data: ${n} of ${ENOUGH} theses with a stated result`;
  return `stated ${(stated / n).toFixed(2)} R, got ${(realized / n).toFixed(2)} R over ${n} trades${slopeText(calibration)}`;
}

/** What the size of a statement says; where the interval holds nothing, no more is claimed. */
function slopeText({ n, statedSquares, realizedSquares, products }: Calibration): string {
  if (!(statedSquares > 0)) return "";
  const slope = products / statedSquares;
  const left = Math.max(0, realizedSquares - slope * products);
  const half = studentQuantile(0.95, n - 1) * Math.sqrt(left / (n - 1) / statedSquares);
  const [low, high] = [(slope - half).toFixed(2), (slope + half).toFixed(2)];
  if (slope - half <= 0 && slope + half >= 0)
    return `; how much it states tells nothing yet (each R stated: 90 % from ${low} to ${high})`;
  return `; each R stated brought ${slope.toFixed(2)} (90 %: ${low} to ${high})`;
}
