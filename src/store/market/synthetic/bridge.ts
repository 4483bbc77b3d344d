import { normal, type Random } from "../../random.ts";

const STEPS = 12;

/** How far a bar's log price went above and below its open on the way to `move`: high ≥ max(0, move), low mirrored. */
export interface Reach {
  readonly high: number;
  readonly low: number;
}

/** A Brownian bridge of 12 steps from 0 to `move`; `deviation` is that of a whole bar. */
export function bridge(move: number, deviation: number, random: Random): Reach {
  const step = deviation / Math.sqrt(STEPS);
  let [at, high, low] = [0, Math.max(0, move), Math.min(0, move)];
  for (let left = STEPS; left > 1; left -= 1) {
    at += (move - at) / left + step * Math.sqrt((left - 1) / left) * normal(random);
    high = Math.max(high, at);
    low = Math.min(low, at);
  }
  return { high, low };
}
