import { type Line, recolored, span } from "../line.ts";

/** First row of a list of `count` shown in `height` rows such that row `selected` is among them. */
export function firstShown(count: number, selected: number, height: number): number {
  const middle = selected - Math.floor(height / 2);
  return Math.max(0, Math.min(middle, count - height));
}

/** A list row behind its mark: the selected one is told by `▸`, in the focused pane also by color. */
export function markedRow(row: Line, isSelected: boolean, isFocused: boolean): Line {
  if (!isSelected) return [span("  "), ...row];
  return isFocused ? recolored([span("▸ "), ...row], "selected") : [span("▸ ", "faint"), ...row];
}

/** "3 of 9" when not all rows of a list fit, else how many there are. */
export const countNote = (shown: number, total: number): Line =>
  shown < total ? [span(`${shown} of ${total}`, "warn")] : [span(String(total), "label")];

/** A list is empty, and the gate has not said anything yet: nothing is claimed. */
export const UNKNOWN = "  not known yet";
