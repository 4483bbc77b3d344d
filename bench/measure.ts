/** Microseconds of each of `count` runs, after `warmUp` that are not counted. */
export async function timed(
  count: number,
  work: (i: number) => Promise<void> | void,
  warmUp = count / 10,
): Promise<number[]> {
  for (let i = 0; i < warmUp; i += 1) await work(-1 - i);
  const samples: number[] = [];
  for (let i = 0; i < count; i += 1) {
    const from = performance.now();
    await work(i);
    samples.push((performance.now() - from) * 1_000);
  }
  return samples;
}

/** The value that `share` of the samples do not exceed. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

/** One line of the report: a figure, its limit of the same run, and the ratio. */
export function line(name: string, figure: string, limit: string, ratio: number | null): void {
  const share = ratio === null ? "" : `${ratio.toFixed(2)}×`;
  process.stdout.write(`${name.padEnd(44)} ${figure.padStart(26)}   ${limit.padEnd(40)} ${share}\n`);
}

export const micro = (samples: readonly number[]): string =>
  `${percentile(samples, 0.5).toFixed(0)} / ${percentile(samples, 0.99).toFixed(0)} µs`;
