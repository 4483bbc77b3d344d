import test from "ava";
import * as fc from "fast-check";
import { cdf, pdf } from "../../src/store/normal.ts";
import { near } from "../gate/risk/near.ts";

test("the normal distribution is that of Abramowitz and Stegun's table 26.1", (t) => {
  const published: readonly (readonly [x: number, probability: number])[] = [
    [0, 0.5],
    [0.02, 0.507978313716902],
    [0.5, 0.691462461274013],
    [1, 0.841344746068543],
    [1.5, 0.933192798731142],
    [1.96, 0.97500210485178],
    [2, 0.977249868051821],
    [3, 0.99865010196837],
  ];
  for (const [x, probability] of published) {
    near(t, cdf(x), probability, 1e-15);
    near(t, cdf(-x), 1 - probability, 1e-15);
  }
  near(t, pdf(0), 0.398942280401433, 1e-15);
  near(t, pdf(1), 0.241970724519143, 1e-15);
  near(t, pdf(-2), 0.053990966513188, 1e-15);
});

test("far out in the tail every digit is still right", (t) => {
  // To 15 digits by arbitrary precision arithmetic.
  const tail: readonly (readonly [x: number, probability: number])[] = [
    [-5, 2.86651571879194e-7],
    [-10, 7.61985302416053e-24],
    [-37, 5.72557122252458e-300],
  ];
  for (const [x, probability] of tail) near(t, cdf(x) / probability, 1, 1e-14);
  t.deepEqual([cdf(-40), cdf(-Infinity), cdf(40), cdf(Infinity)], [0, 0, 1, 1]);
  t.is(cdf(Number.NaN), Number.NaN);
});

/** Another road to the same: G. Marsaglia's Taylor series, "Evaluating the Normal Distribution" (2004). */
function series(x: number): number {
  let [sum, term] = [x, x];
  for (let i = 3; Math.abs(term) > 1e-18; i += 2) {
    term *= (x * x) / i;
    sum += term;
  }
  return 0.5 + sum * pdf(x);
}

test("the distribution function is within 1e-12 of its Taylor series, symmetric, and never falls", (t) => {
  const x = fc.double({ min: -6, max: 6, noNaN: true });
  fc.assert(
    fc.property(x, x, (a, b) => {
      near(t, cdf(a), series(a), 1e-12);
      near(t, cdf(a) + cdf(-a), 1, 1e-15);
      t.true(cdf(Math.min(a, b)) <= cdf(Math.max(a, b)) + 1e-16);
    }),
    { numRuns: 2_000, seed: 20_260_105 },
  );
});
