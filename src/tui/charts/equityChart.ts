import type { EquityPoint } from "../../agent/cockpit/view.ts";
import { DAY_MS, utcText } from "../../store/time.ts";
import { minuteText } from "../format.ts";
import type { ChartColors } from "../theme.ts";
import { lineChart } from "./lineChart.ts";

/** Share of the range left free above and below the curve. */
const MARGIN = 0.08;
/** Curves longer than this are told by day, others by the minute. */
const DAYS_FROM_MS = 3 * DAY_MS;

/** The equity curve over market time; a sentence while there are not two points to draw a line between. */
export function equityChart(
  equity: readonly EquityPoint[],
  columns: number,
  rows: number,
  colors: ChartColors | null,
): readonly string[] {
  if (columns < 20 || rows < 4) return [];
  if (equity.length < 2) return ["", "  the equity curve starts with the first candles"];
  const points = thinned(equity, columns);
  const values = points.map((point) => point.equity);
  const low = Math.min(...values);
  const high = Math.max(...values);
  const margin = high > low ? (high - low) * MARGIN : Math.max(Math.abs(high) * 0.001, 1);
  const isLong = (points.at(-1)?.at ?? 0) - (points[0]?.at ?? 0) > DAYS_FROM_MS;
  const labels = points.map(({ at }) => (isLong ? utcText(at).slice(5, 10) : minuteText(at)));
  return lineChart({ labels, values, min: low - margin, max: high + margin }, columns, rows, colors);
}

/** At most one point a column, evenly chosen, the newest always among them. */
function thinned(points: readonly EquityPoint[], limit: number): readonly EquityPoint[] {
  if (points.length <= limit) return points;
  const every = (points.length - 1) / (limit - 1);
  return Array.from({ length: limit }, (_, index) => points[Math.round(index * every)]).filter(
    (point) => point !== undefined,
  );
}
