import { cdf } from "../../store/normal.ts";

/** Up to here every sign pattern is counted; beyond it the normal approximation is as good. */
const EXACT_UP_TO = 30;

/**
 * One-sided p-value of the signed-rank test that paired differences are centered above zero (Wilcoxon, Biometrics Bulletin
 * 1, 1945). Zeros are dropped, equal sizes share their rank; exact without ties up to 30, else normal with continuity
 * and tie correction.
 */
export function wilcoxon(differences: readonly number[]): number {
  const ordered = differences.filter((each) => each !== 0).toSorted((a, b) => Math.abs(a) - Math.abs(b));
  const n = ordered.length;
  if (n === 0) return 1;
  let [above, tied] = [0, 0];
  for (let i = 0; i < n;) {
    let j = i;
    while (j < n && Math.abs(ordered[j]!) === Math.abs(ordered[i]!)) j++;
    const [rank, size] = [(i + 1 + j) / 2, j - i];
    for (let k = i; k < j; k++) if (ordered[k]! > 0) above += rank;
    tied += size ** 3 - size;
    i = j;
  }
  if (n <= EXACT_UP_TO && tied === 0) return exact(n, above);
  const deviation = Math.sqrt((n * (n + 1) * (2 * n + 1)) / 24 - tied / 48);
  return 1 - cdf((above - 0.5 - (n * (n + 1)) / 4) / deviation);
}

/** Share of the 2^n sign patterns whose positive ranks sum to at least `above`. */
function exact(n: number, above: number): number {
  const most = (n * (n + 1)) / 2;
  const ways = new Float64Array(most + 1);
  ways[0] = 1;
  for (let rank = 1; rank <= n; rank++) for (let sum = most; sum >= rank; sum--) ways[sum]! += ways[sum - rank]!;
  let reached = 0;
  for (let sum = above; sum <= most; sum++) reached += ways[sum]!;
  return reached / 2 ** n;
}
