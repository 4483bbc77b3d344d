import { KEYMAP, type KeyRow } from "../keymap.ts";
import type { Box } from "../layout.ts";
import { BLANK, cell, fitLine, type Line, line, span } from "../line.ts";
import { ENOUGH_TRADES } from "../record.ts";
import type { Theme } from "../theme.ts";
import { Dialog } from "./Panel.tsx";

const GROUPS: readonly (readonly [KeyRow["group"], string])[] = [
  ["always", "Always"],
  ["act", "Acting"],
  ["dialogs", "Questions and fields"],
  ["move", "Moving"],
];
const GAP = 2;

interface HelpProps {
  readonly body: Box;
  readonly scroll: number;
  readonly theme: Theme;
}

/** Every key of the table, in two columns; with room also what the shorthands of the panes mean. */
export function Help({ body, scroll, theme }: HelpProps) {
  const width = Math.min(body.width, 132);
  const column = Math.floor((width - 4 - GAP) / 2);
  const left = [...group("always", column), ...group("act", column)];
  const right = [...group("move", column), ...group("dialogs", column)];
  const explained = words(column);
  const roomy = body.height - 2 >= left.length + explained.length;
  if (roomy) left.push(...explained);
  const rows = Array.from({ length: Math.max(left.length, right.length) }, (_, index): Line => [
    ...fitLine(left[index] ?? BLANK, column),
    span(" ".repeat(GAP)),
    ...(right[index] ?? BLANK),
  ]);
  const height = body.height - 2;
  const first = Math.max(0, Math.min(scroll, rows.length - height));
  const below = rows.length - first - height;
  const title = `Keys · Esc closes${below > 0 ? ` · ↓ ${below} more` : ""}`;
  return <Dialog body={body} width={width} title={title} lines={rows.slice(first, first + height)} theme={theme} />;
}

function group(name: KeyRow["group"], width: number): Line[] {
  const title = GROUPS.find(([id]) => id === name)?.[1] ?? "";
  const rows = KEYMAP.filter((row) => row.group === name);
  return [line(title, "label"), ...rows.map((row) => fitLine([cell(row.shown, 9, "key"), span(row.help)], width))];
}

const words = (width: number): readonly Line[] =>
  [
    line("Words", "label"),
    [cell("7/30", 11, "warn"), span(`trades so far of the ${ENOUGH_TRADES} a mean needs`)],
    [cell("±0.15", 11, "warn"), span("half the 95 % interval of the mean")],
    [cell("R", 11, "warn"), span("P&L over the risk taken at entry")],
    [cell("GATE-ONLY", 11, "warn"), span("the stop dies with the gate")],
    [cell("EXCHANGE", 11, "good"), span("the stop rests at the venue")],
  ].map((row) => fitLine(row, width));
