import type { Random } from "../../src/store/random.ts";
import { normal } from "../../src/store/random.ts";

/** Student-t4 noise of deviation 1: what a trade's result in R looks like (shared LEARNING figures). Draws four numbers. */
export function studentNoise(random: Random): number {
  const chiSquare = -2 * Math.log((1 - random()) * (1 - random()));
  return normal(random) / Math.sqrt(chiSquare / 4) / Math.SQRT2;
}

export const noiseOf = (length: number, random: Random): Float64Array =>
  Float64Array.from({ length }, () => studentNoise(random));
