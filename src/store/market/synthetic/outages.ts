import type { Random } from "../../random.ts";

const CHANCE = 2e-5;
const SHORTEST_BARS = 3;
const LONGEST_BARS = 30;

/** Each call says whether the venue is out in the next bar: 2 outages in 100,000 bars, of 3 to 30 bars each. */
export function outages(random: Random): () => boolean {
  let left = 0;
  return () => {
    if (left > 0) left -= 1;
    else if (random() < CHANCE) left = SHORTEST_BARS + Math.floor(random() * (LONGEST_BARS - SHORTEST_BARS + 1));
    return left > 0;
  };
}
