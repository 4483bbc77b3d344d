const LABEL_WIDTH = 12;

/** A curve in `width` × `height` characters: each column a stroke from its lowest to its highest value. */
export function chartLines(values: ArrayLike<number>, width: number, height: number): readonly string[] {
  if (values.length === 0) return [];
  const columns = columnsOf(values, Math.min(width, values.length));
  const low = Math.min(...columns.map((each) => each.low));
  const high = Math.max(...columns.map((each) => each.high));
  const scale = high > low ? (height - 1) / (high - low) : 0;
  const rowOf = (value: number): number => Math.round((value - low) * scale);
  return Array.from({ length: height }, (_, line) => {
    const row = height - 1 - line;
    const label = line === 0 ? high.toFixed(2) : line === height - 1 ? low.toFixed(2) : "";
    const strokes = columns.map((each) => (rowOf(each.low) <= row && row <= rowOf(each.high) ? "█" : " "));
    return `${label.padStart(LABEL_WIDTH)} ┤${strokes.join("").trimEnd()}`;
  });
}

function columnsOf(values: ArrayLike<number>, count: number): readonly { low: number; high: number }[] {
  return Array.from({ length: count }, (_, column) => {
    const from = Math.floor((column * values.length) / count);
    const to = Math.floor(((column + 1) * values.length) / count);
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let at = from; at < to; at += 1) {
      low = Math.min(low, values[at] ?? low);
      high = Math.max(high, values[at] ?? high);
    }
    return { low, high };
  });
}
