import type { Random } from "../../store/random.ts";

const FIRST_MS = 100;
export const LONGEST_WAIT_MS = 5_000;

/**
 * How long to wait before the try after `failures` failed ones: doubling from 0.1 s to 5 s, and of that a random part
 * between half and all, so that clients of one gate do not come back in step.
 */
export const backoffMs = (failures: number, random: Random): number =>
  Math.round(Math.min(LONGEST_WAIT_MS, FIRST_MS * 2 ** Math.min(failures, 16)) * (0.5 + 0.5 * random()));
