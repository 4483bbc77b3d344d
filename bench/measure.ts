/** Microseconds of each of `count` runs, after `warmUp` that are not counted. */
export async function timed(count: number, work: () => unknown, warmUp = count / 10): Promise<number[]> {
  for (let i = 0; i < warmUp; i += 1) await work();
  const samples: number[] = [];
  for (let i = 0; i < count; i += 1) samples.push(await once(work));
  return samples;
}

/** The same of two works by turns, after as many that are not counted. */
export async function timedByTurns(
  count: number,
  ours: () => unknown,
  theirs: () => unknown,
): Promise<readonly [ours: number[], theirs: number[]]> {
  const samples: readonly [number[], number[]] = [[], []];
  for (let i = -count; i < count; i += 1) {
    const took = [await once(ours), await once(theirs)] as const;
    if (i < 0) continue;
    samples[0].push(took[0]);
    samples[1].push(took[1]);
  }
  return samples;
}

async function once(work: () => unknown): Promise<number> {
  const from = performance.now();
  await work();
  return (performance.now() - from) * 1_000;
}

/** The value that `share` of the samples do not exceed. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

/** One line of the report: a figure, its limit of the same run, and the ratio. */
export function line(name: string, figure: string, limit: string, ratio: number | null): void {
  const share = ratio === null ? "" : `${ratio.toFixed(2)}×`;
  process.stdout.write(`${name.padEnd(48)} ${figure.padStart(26)}   ${limit.padEnd(40)} ${share}\n`);
}

export const micro = (samples: readonly number[]): string =>
  `${percentile(samples, 0.5).toFixed(0)} / ${percentile(samples, 0.99).toFixed(0)} µs`;
