/** More players than this are not asked for one by one: 2^n coalitions. */
const MAX_PLAYERS = 12;

/**
 * What each player brings, on average over all orders in which they could have come (Shapley 1953). The shares add up to
 * the value of all together; players that do the same share alike.
 * @param valueOf asked once for every coalition, the empty one included.
 * @throws RangeError above 12 players.
 */
export function shapley<Player>(
  players: readonly Player[],
  valueOf: (coalition: ReadonlySet<Player>) => number,
): ReadonlyMap<Player, number> {
  const n = players.length;
  if (n > MAX_PLAYERS) throw new RangeError(`${n} players have 2^${n} coalitions: at most ${MAX_PLAYERS}`);
  const values = Array.from({ length: 2 ** n }, (_, mask) =>
    valueOf(new Set(players.filter((_, i) => (mask & (1 << i)) !== 0))),
  );
  const weights = Array.from({ length: n }, (_, size) => 1 / (n * choose(n - 1, size)));
  return new Map(
    players.map((player, i) => {
      let share = 0;
      for (let mask = 0; mask < 2 ** n; mask++) {
        if ((mask & (1 << i)) !== 0) continue;
        share += weights[sizeOf(mask)]! * (values[mask | (1 << i)]! - values[mask]!);
      }
      return [player, share];
    }),
  );
}

function choose(n: number, k: number): number {
  let result = 1;
  for (let i = 1; i <= k; i++) result = (result * (n - k + i)) / i;
  return result;
}

function sizeOf(mask: number): number {
  let size = 0;
  for (let rest = mask; rest !== 0; rest &= rest - 1) size += 1;
  return size;
}
