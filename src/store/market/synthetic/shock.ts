import { normal, type Random } from "../../random.ts";

const DEGREES = 5;
const CLIP = 9;
/** The variance of Student's t is n / (n - 2). */
const UNIT = Math.sqrt((DEGREES - 2) / DEGREES);

/** What all symbols share of a bar: its normal shock, the scale that fattens every symbol's tail, and a jump. */
export interface CommonShock {
  readonly normal: number;
  readonly scale: number;
  /** In volatilities; 0 in all but two bars of ten thousand. */
  readonly jump: number;
}

const JUMP_CHANCE = 2e-4;
const JUMP_SIZE = 5;

export function commonShock(random: Random): CommonShock {
  let chiSquared = 0;
  for (let i = 0; i < DEGREES; i += 1) chiSquared += normal(random) ** 2;
  const drawn = random();
  const jump = drawn < JUMP_CHANCE ? (drawn < JUMP_CHANCE / 2 ? -JUMP_SIZE : JUMP_SIZE) : 0;
  return { normal: normal(random), scale: Math.sqrt(DEGREES / chiSquared), jump };
}

/**
 * A symbol's shock of unit variance (before jumps) by Student's t of 5 degrees, clipped at 9. `correlation` is that of
 * two symbols' shocks, since one chi-squared serves both: when one is hit hard, so is the other.
 */
export function shockOf(common: CommonShock, correlation: number, own: Random): number {
  const mixed = Math.sqrt(correlation) * common.normal + Math.sqrt(1 - correlation) * normal(own);
  const t = Math.max(-CLIP, Math.min(CLIP, mixed * common.scale));
  return t * UNIT + common.jump;
}
