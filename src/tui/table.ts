import { type Align, cellWidth, plain } from "./cells.ts";
import { cell, type Line, type Span } from "./line.ts";
import type { Meaning } from "./theme.ts";

/** One column of a table. The lower its `rank`, the later it goes when the pane is too narrow; rank 0 never goes. */
export interface Column<Row> {
  readonly title: string;
  readonly rank: number;
  readonly align: Align;
  readonly minWidth: number;
  readonly maxWidth: number;
  readonly text: (row: Row) => string;
  readonly as?: (row: Row) => Meaning;
}

const GAP = 2;

function widthOf<Row>(column: Column<Row>, rows: readonly Row[]): number {
  const needed = Math.max(column.title.length, ...rows.map((row) => cellWidth(plain(column.text(row)))));
  return Math.min(column.maxWidth, Math.max(column.minWidth, needed));
}

/** Columns that fit beside each other, in their order, with their widths. */
function chosen<Row>(columns: readonly Column<Row>[], rows: readonly Row[], width: number) {
  let kept = columns.map((column) => ({ column, width: widthOf(column, rows) }));
  const total = () => kept.reduce((sum, { width }) => sum + width + GAP, -GAP);
  while (total() > width) {
    const last = Math.max(...kept.map(({ column }) => column.rank));
    if (last === 0) return narrowed(kept, total() - width);
    kept = kept.filter(({ column }) => column.rank !== last);
  }
  return kept;
}

/** The widest columns give way, one cell at a time, until `excess` is gone: every column stays on the screen. */
function narrowed<One extends { readonly width: number }>(columns: readonly One[], excess: number): One[] {
  const widest = Math.max(...columns.map(({ width }) => width));
  if (excess <= 0 || widest <= 1) return [...columns];
  const at = columns.findIndex(({ width }) => width === widest);
  const next = columns.map((column, index) => (index === at ? { ...column, width: widest - 1 } : column));
  return narrowed(next, excess - 1);
}

/** Header and rows, aligned. Spare columns go between the cells of wide tables, at most `3` more a gap. */
export function table<Row>(columns: readonly Column<Row>[], rows: readonly Row[], width: number) {
  const kept = chosen(columns, rows, width);
  const used = kept.reduce((sum, { width }) => sum + width + GAP, -GAP);
  const extra = Math.min(3, Math.floor(Math.max(0, width - used) / Math.max(1, kept.length)));
  const gap: Span = { text: " ".repeat(GAP + extra), as: "plain" };
  const lay = (cells: readonly Span[]): Line => cells.flatMap((one, index) => (index === 0 ? [one] : [gap, one]));
  return {
    header: lay(kept.map(({ column, width }) => cell(column.title, width, "label", column.align))),
    rows: rows.map((row) =>
      lay(kept.map(({ column, width }) => cell(column.text(row), width, column.as?.(row) ?? "plain", column.align))),
    ),
  };
}
