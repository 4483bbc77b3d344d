import { placesOf } from "./accepted.ts";
import type { Safety } from "./schema.ts";

/** An event goes over the wire in one line of 65,536 bytes: this much of it is for limits and places, */
export const MAX_LIMITS_BYTES = 44_000;
/** and this much for lines that say what moved. The rest is the envelope's. */
const MAX_LINES_BYTES = 16_000;
const MAX_LINES = 200;
const MAX_LINE = 1_000;
/** Quotes, a comma, and what is said of the lines left out. */
const AROUND_LINE = 3;
const LAST_LINE = 40;

/** Bytes that the limits and their places take in the journal. */
export const limitsBytes = (safety: Safety): number =>
  Buffer.byteLength(JSON.stringify({ limits: safety.limits, places: placesOf(safety) }));

/** The first of the lines, as many as one record holds, and how many more there are. */
export function fitting(lines: readonly string[]): string[] {
  const clipped = lines.map((line) => line.slice(0, MAX_LINE));
  let left = MAX_LINES_BYTES - LAST_LINE;
  const fits = clipped.findIndex((line, n) => {
    left -= Buffer.byteLength(JSON.stringify(line)) + AROUND_LINE;
    return left < 0 || n >= MAX_LINES - 1;
  });
  if (fits < 0) return clipped;
  return [...clipped.slice(0, fits), `and ${clipped.length - fits} more`];
}
