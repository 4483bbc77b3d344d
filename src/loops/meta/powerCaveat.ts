import { cdf } from "../../store/normal.ts";
import { normalQuantile } from "../statistics/normalQuantile.ts";

/** Power of a one-sided test at 5 % that two success rates differ, each seen n times (normal approximation, Fleiss 1981). */
export function powerToTell(high: number, low: number, n: number): number {
  const pooled = (high + low) / 2;
  const under = Math.sqrt((2 * pooled * (1 - pooled)) / n);
  const apart = Math.sqrt((high * (1 - high) + low * (1 - low)) / n);
  return apart > 0 ? cdf((high - low - normalQuantile(0.95) * under) / apart) : 1;
}

/** How often each has to be seen to be told apart at 80 % power. */
export function neededToTell(high: number, low: number): number {
  let n = 1;
  while (powerToTell(high, low, n) < 0.8 && n < 1_000_000) n = Math.ceil(n * 1.05);
  return n;
}

const ENOUGH = 0.8;

/** What as many cycles can tell apart and what not: printed wherever operators are compared. */
export function powerCaveat(cycles: number, proposals: number): string {
  const seen = cycles * proposals;
  if (seen === 0) return `${cycles} cycles without a proposal tell nothing about operators`;
  const cases = [
    [0.3, 0.02],
    [0.15, 0.1],
  ] as const;
  const told = cases.map(([high, low]) => {
    // Half of all for each of the two: what a comparison can have at best.
    const power = powerToTell(high, low, seen / 2);
    return `${power >= ENOUGH ? "tell" : "do not tell"} a success rate of ${high} from ${low} (power ${Math.round(power * 100)} %)`;
  });
  const more = neededToTell(0.15, 0.1);
  return `${cycles} cycles of ${Number(proposals.toFixed(2))} proposals ${told.join(", and ")}; that takes about ${more} of each`;
}
