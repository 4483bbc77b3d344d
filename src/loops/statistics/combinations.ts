/** All ways to take k of the numbers 0 … n − 1, each ascending, in lexicographic order. */
export function combinations(n: number, k: number): readonly (readonly number[])[] {
  const all: number[][] = [];
  const taken: number[] = [];
  const take = (from: number): void => {
    if (taken.length === k) {
      all.push([...taken]);
      return;
    }
    for (let next = from; next <= n - (k - taken.length); next++) {
      taken.push(next);
      take(next + 1);
      taken.pop();
    }
  };
  take(0);
  return all;
}
