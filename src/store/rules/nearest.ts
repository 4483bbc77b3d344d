/** Longer words are compared by their beginning: the cost of a hint is bounded. */
const MAX_LENGTH = 40;

/** Single-character insertions, deletions and substitutions between two words (Levenshtein 1966; Wagner, Fischer 1974). */
function editDistance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const replaced = (above[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, (above[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    above = current;
  }
  return above[b.length] ?? 0;
}

/** The known name closest to a mistyped one, or null when none is close enough to be meant (about a third of its letters). */
function nearestName(word: string, known: Iterable<string>): string | null {
  const wanted = word.slice(0, MAX_LENGTH).toLowerCase();
  let best: string | null = null;
  let least = Math.floor((wanted.length + 1) / 3) + 1;
  for (const name of known) {
    const distance = editDistance(wanted, name.toLowerCase());
    if (distance >= least || distance >= name.length) continue;
    [best, least] = [name, distance];
  }
  return best;
}

/** "; did you mean 'ema'?", or nothing. */
export function hintFor(word: string, known: Iterable<string>): string {
  const name = nearestName(word, known);
  return name === null ? "" : `; did you mean '${name}'?`;
}
