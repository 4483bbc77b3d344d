import { createHash } from "node:crypto";
import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** A stream of numbers in [0, 1). Seeded in sim, replay and tests, so that one seed is one world. */
export type Random = () => number;

/** The same seed gives the same stream on every machine. Different names give independent streams. */
export function seededRandom(seed: string | number, name = ""): Random {
  const digest = createHash("sha256").update(`${seed}\u0000${name}`).digest();
  const generator = xoroshiro128plus(digest.readInt32LE(0));
  return () => uniformFloat64(generator);
}

/** A standard normal deviate (Box and Muller 1958). Draws two numbers. */
export function normal(random: Random): number {
  const radius = Math.sqrt(-2 * Math.log(1 - random()));
  return radius * Math.cos(2 * Math.PI * random());
}
