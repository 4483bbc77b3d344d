import { type Align, cellWidth, cut, fit, plain } from "./cells.ts";
import type { Meaning, Theme } from "./theme.ts";

/** A run of text with one meaning. */
export interface Span {
  readonly text: string;
  readonly as: Meaning;
}

/** One row of a pane, left to right. Its spans hold no line breaks and no escape sequences. */
export type Line = readonly Span[];

/** The only door for text: what is not fit for the screen is made so here. */
export const span = (text: string, as: Meaning = "plain"): Span => ({ text: plain(text), as });
export const line = (text: string, as: Meaning = "plain"): Line => [span(text, as)];
export const BLANK: Line = [];

export const lineWidth = (spans: Line): number => spans.reduce((cells, { text }) => cells + cellWidth(text), 0);

/** Exactly `columns` wide: cut at the end (a cut shows "…"), or padded. */
export function fitLine(spans: Line, columns: number): Line {
  const kept: Span[] = [];
  let left = columns;
  for (const { text, as } of spans) {
    if (left <= 0) break;
    const part = cut(text, left);
    kept.push({ text: part, as });
    left -= cellWidth(part);
  }
  return left > 0 ? [...kept, { text: " ".repeat(left), as: "plain" }] : kept;
}

/** `left` and `right` at the two ends of a row; `left` gives way when there is no room for both. */
export function spread(left: Line, right: Line, columns: number): Line {
  const tail = lineWidth(right);
  if (tail >= columns) return fitLine(right, columns);
  return [...fitLine(left, columns - tail), ...right];
}

export const cell = (text: string, columns: number, as: Meaning = "plain", align: Align = "left"): Span => ({
  text: fit(plain(text), columns, align),
  as,
});

/** The same row in one meaning: a selected row, a stale one. */
export const recolored = (spans: Line, as: Meaning): Line => spans.map(({ text }) => ({ text, as }));

/** The row as the string that goes to the terminal. */
export const paintLine = (spans: Line, theme: Theme): string =>
  spans.map(({ text, as }) => theme.paint(as, text)).join("");

/** Spans with `between` put between them, as in "a · b". */
export function joined(parts: readonly Line[], between: Span): Line {
  return parts.filter((part) => part.length > 0).flatMap((part, index) => (index === 0 ? part : [between, ...part]));
}
