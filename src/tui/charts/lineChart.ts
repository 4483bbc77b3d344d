import { stripVTControlCharacters } from "node:util";
import Line, { type LineWidget } from "blessed-contrib/lib/widget/charts/line.js";
import { Canvas } from "drawille-canvas-blessed-contrib";
import type { ChartColors } from "../theme.ts";

export interface Series {
  readonly labels: readonly string[];
  readonly values: readonly number[];
  readonly min: number;
  readonly max: number;
}

/** The widget takes 6 columns and 2 rows off its size for a border that is not drawn here. */
const BORDER = { columns: 6, rows: 2 };
/** It leaves the row below the time labels empty: that one is drawn and cut off. */
const EMPTY_ROWS = 1;
const PLAIN = { up: 0, down: 0, text: 0, axis: 0 };

/**
 * blessed-contrib's line chart as rows of text of `columns` × `rows` cells, without any blessed screen: the widget's
 * methods run on a bare object over the braille canvas. `colors` null draws it without color.
 */
export function lineChart(
  series: Series,
  columns: number,
  rows: number,
  colors: ChartColors | null,
): readonly string[] {
  const size = { width: { value: columns + BORDER.columns }, height: { value: rows + BORDER.rows + EMPTY_ROWS } };
  const widget = Object.create(Line.prototype, size) as LineWidget;
  const { up, down, text, axis } = colors ?? PLAIN;
  const rising = (series.values.at(-1) ?? 0) >= (series.values[0] ?? 0);
  widget.options = {
    showNthLabel: 1,
    style: { line: rising ? up : down, text, baseline: axis },
    xLabelPadding: 3,
    xPadding: 5,
    numYLabels: Math.max(2, Math.min(7, Math.floor(rows / 3))),
    legend: {},
    wholeNumbersOnly: false,
    minY: series.min,
    maxY: series.max,
  };
  widget.calcSize();
  widget.ctx = new Canvas(widget.canvasSize.width, widget.canvasSize.height).getContext();
  widget.setData({ x: series.labels, y: series.values });
  const drawn = widget.ctx.canvas.frame().replace(/\n$/, "");
  return (colors === null ? stripVTControlCharacters(drawn) : drawn).split("\n").slice(0, rows);
}
