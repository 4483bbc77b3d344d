const BARS = "▁▂▃▄▅▆▇█";

/** The newest values as bars between their lowest and highest, one column each; empty when there are none. */
export function sparkline(values: readonly number[], columns: number): string {
  const shown = values.slice(-columns).filter(Number.isFinite);
  const low = Math.min(...shown);
  const range = Math.max(...shown) - low;
  const bar = (value: number): string => BARS[range === 0 ? 3 : Math.round(((value - low) / range) * 7)] ?? "";
  return shown.map(bar).join("");
}
