import { nearest } from "../nearest.ts";

/** "; did you mean 'ema'?", or nothing. */
export function hintFor(word: string, known: Iterable<string>): string {
  const name = nearest(word, known);
  return name === null ? "" : `; did you mean '${name}'?`;
}
