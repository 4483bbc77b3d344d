import type { Random } from "../../store/random.ts";
import { meanOf } from "./moments.ts";
import { bootstrapMeans, usualBlock } from "./stationaryBootstrap.ts";

/**
 * P-value of "none of these beats the incumbent": Hansen's test for superior predictive ability, consistent version
 * (Journal of Business & Economic Statistics 23, 2005). Studentized by the bootstrap's own deviation; a candidate is
 * recentered only where its mean ≥ −ω/√T·√(2 ln ln T), so that hopeless ones do not make the test blind.
 * @param differences one row a candidate: its result less the incumbent's, period by period.
 */
export function superiorAbility(
  differences: readonly ArrayLike<number>[],
  random: Random,
  { resamples = 500, meanBlock }: { readonly resamples?: number; readonly meanBlock?: number } = {},
): number {
  const length = differences[0]?.length ?? 0;
  if (length < 3) return 1;
  const means = differences.map(meanOf);
  const drawn = bootstrapMeans(differences, resamples, meanBlock ?? usualBlock(length), random);
  // ω/√T: the deviation of a mean.
  const errors = means.map((mean, k) => {
    let squares = 0;
    for (const each of drawn) squares += (each[k]! - mean) ** 2;
    return Math.sqrt(squares / resamples);
  });
  const threshold = Math.sqrt(2 * Math.log(Math.log(length)));
  const centers = means.map((mean, k) => (mean >= -errors[k]! * threshold ? mean : 0));
  const observed = largest(means, errors, null);
  if (!(observed > 0)) return 1;
  let reached = 0;
  for (const each of drawn) if (largest(each, errors, centers) >= observed) reached += 1;
  return (reached + 1) / (resamples + 1);
}

function largest(means: ArrayLike<number>, errors: readonly number[], centers: readonly number[] | null): number {
  let best = 0;
  for (let k = 0; k < means.length; k++) {
    if (!(errors[k]! > 0)) continue;
    best = Math.max(best, (means[k]! - (centers?.[k] ?? 0)) / errors[k]!);
  }
  return best;
}
