/** The p-quantile, straight between the two nearest of the ordered values (Hyndman & Fan 1996, type 7); NaN of nothing. */
export function quantileOf(values: readonly number[], p: number): number {
  const ordered = values.toSorted((a, b) => a - b);
  if (ordered.length === 0) return Number.NaN;
  const place = p * (ordered.length - 1);
  const below = Math.floor(place);
  const low = ordered[below]!;
  const high = ordered[Math.min(below + 1, ordered.length - 1)]!;
  return low + (place - below) * (high - low);
}

export const medianOf = (values: readonly number[]): number => quantileOf(values, 0.5);
