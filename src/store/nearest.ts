import leven from "leven";

/** Longer words are compared by their beginning: the cost of a hint is bounded. */
const MAX_LENGTH = 40;

/** The candidate most likely meant by a misspelled `word`: at most about a third of its letters changed. Null when none is near. */
export function nearest(word: string, candidates: Iterable<string>): string | null {
  let best: string | null = null;
  let least = Math.max(1, Math.ceil(word.length / 3)) + 1;
  for (const candidate of candidates) {
    const [a, b] = [word, candidate].map((text) => text.slice(0, MAX_LENGTH).toLowerCase());
    const distance = leven(a ?? "", b ?? "");
    if (distance < least) [best, least] = [candidate, distance];
  }
  return best;
}
