/**
 * The standard normal distribution. W. J. Cody's rational Chebyshev approximations, as published with his function
 * ANORM: "Algorithm 715: SPECFUN", ACM Transactions on Mathematical Software 19 (1993), 22-32. Within 1e-15 of the true
 * value everywhere, relative to it also far out in the tails.
 */

const ROOT_TWO_PI = Math.sqrt(2 * Math.PI);
/** Up to here the middle pair holds, from there on to √32 the second, and beyond it the tail's. */
const MIDDLE = 0.67448975;
const TAIL = Math.sqrt(32);
/** Beyond this the distribution function is 0 or 1 to the last bit of a double. */
const FAR = 38;

/** A quotient of two polynomials, coefficients from the highest power down, as far as a double holds their digits. */
interface Quotient {
  readonly above: readonly number[];
  readonly below: readonly number[];
}
const NEAR: Quotient = {
  above: [0.06568233791820745, 2.2352520354606837, 161.02823106855587, 1067.6894854603709, 18154.98125334356],
  below: [1, 47.202581904688245, 976.0985517377767, 10260.932208618979, 45507.78933502673],
};
const BETWEEN: Quotient = {
  above: [
    1.0765576773720192e-8, 0.39894151208813466, 8.883149794388377, 93.50665613217785, 597.2702763948002,
    2494.5375852903726, 6848.190450536283, 11602.65143764735, 9842.714838383978,
  ],
  below: [
    1, 22.266688044328117, 235.387901782625, 1519.3775994075547, 6485.558298266761, 18615.571640885097,
    34900.95272114598, 38912.00328609327, 19685.429676859992,
  ],
};
const BEYOND: Quotient = {
  above: [
    0.023073441764940174, 0.215898534057957, 0.12740116116024736, 0.022235277870649807, 0.0014216191932278934,
    2.9112874951168793e-5,
  ],
  below: [1, 1.284260096144911, 0.4682382124808651, 0.06598813786892856, 0.0037823963320275824, 7.297515550839662e-5],
};

/** Density at x. */
export const pdf = (x: number): number => Math.exp(-(x * x) / 2) / ROOT_TWO_PI;

/** Probability of a value of at most x, also for an infinite one; NaN for NaN. */
export function cdf(x: number): number {
  const distance = Math.abs(x);
  if (distance <= MIDDLE) return 0.5 + x * quotient(NEAR, x * x);
  const outside = distance > FAR ? 0 : bell(distance) * tail(distance);
  return x > 0 ? 1 - outside : outside;
}

/** What the bell at `distance` is multiplied with to give the probability beyond it. */
function tail(distance: number): number {
  if (distance <= TAIL) return quotient(BETWEEN, distance);
  const square = 1 / (distance * distance);
  return (1 / ROOT_TWO_PI - square * quotient(BEYOND, square)) / distance;
}

/** exp(-distance² / 2) in two steps, the first of which is exact, so that squaring loses no digits of a large one. */
function bell(distance: number): number {
  const coarse = Math.trunc(distance * 16) / 16;
  return Math.exp(-(coarse * coarse) / 2) * Math.exp(-((distance - coarse) * (distance + coarse)) / 2);
}

const quotient = ({ above, below }: Quotient, x: number): number => polynomial(above, x) / polynomial(below, x);

/** Horner's scheme. */
function polynomial(coefficients: readonly number[], x: number): number {
  let sum = 0;
  for (const coefficient of coefficients) sum = sum * x + coefficient;
  return sum;
}
