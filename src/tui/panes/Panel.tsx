import { Box as Region, Text } from "ink";
import { cellWidth } from "../cells.ts";
import type { Box } from "../layout.ts";
import { BLANK, fitLine, type Line, line, lineWidth, paintLine, span, spread } from "../line.ts";
import type { Theme } from "../theme.ts";

/** What every pane is given: where it stands and how meanings look. */
export interface PaneFrame {
  readonly box: Box;
  readonly framed: boolean;
  readonly focused: boolean;
  readonly theme: Theme;
}

/** Columns for text inside a pane. */
export const innerWidth = ({ box, framed }: Pick<PaneFrame, "box" | "framed">): number =>
  Math.max(1, box.width - (framed ? 4 : 2));
/** Rows for text inside a pane. */
export const innerHeight = ({ box, framed }: Pick<PaneFrame, "box" | "framed">): number =>
  Math.max(0, box.height - (framed ? 2 : 1));

/** Rows of text at a place on the screen, each cut or padded to the width, never more than fit. */
export function Rows({
  box,
  lines,
  theme,
}: {
  readonly box: Box;
  readonly lines: readonly Line[];
  readonly theme: Theme;
}) {
  const shown = lines.slice(0, box.height);
  return (
    <Region
      position="absolute"
      top={box.top}
      left={box.left}
      width={box.width}
      height={box.height}
      flexDirection="column"
    >
      {shown.map((row, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- a screen row is its index
        <Text key={index} wrap="truncate">
          {paintLine(fitLine(row, box.width), theme)}
        </Text>
      ))}
    </Region>
  );
}

interface PanelProps extends PaneFrame {
  readonly title: string;
  /** Stands at the right end of the title line. */
  readonly note?: Line;
  readonly lines: readonly Line[];
}

/** A pane: title in its border (or on a rule), text inside. */
export function Panel({ box, framed, focused, theme, title, note = BLANK, lines }: PanelProps) {
  const rows = panelRows({ box, framed, focused, title, note, lines });
  return <Rows box={box} lines={rows} theme={theme} />;
}

function panelRows({ box, framed, focused, title, note, lines }: Required<Omit<PanelProps, "theme">>): readonly Line[] {
  const edge = focused ? "focus" : "frame";
  const inside = fill(lines, innerHeight({ box, framed }));
  const width = innerWidth({ box, framed });
  const head = titleRow({ box, framed, focused, title, note });
  if (!framed) return [head, ...inside.map((row) => [span(" "), ...fitLine(row, width), span(" ")])];
  const left = span("│ ", edge);
  const right = span(" │", edge);
  const foot = line(`╰${"─".repeat(Math.max(0, box.width - 2))}╯`, edge);
  return [head, ...inside.map((row) => [left, ...fitLine(row, width), right]), foot];
}

const fill = (lines: readonly Line[], height: number): readonly Line[] =>
  Array.from({ length: height }, (_, index) => lines[index] ?? []);

type Head = Pick<Required<PanelProps>, "box" | "framed" | "focused" | "title" | "note">;

function titleRow({ box, framed, focused, title, note }: Head): Line {
  const edge = focused ? "focus" : "frame";
  const [opening, closing] = framed ? ["╭─ ", "─╮"] : ["── ", "──"];
  const left: Line = [span(opening, edge), span(title, focused ? "focus" : "strong"), span(" ", edge)];
  const right: Line = note.length === 0 ? line(closing, edge) : [span(" "), ...note, span(` ${closing}`, edge)];
  const gap = box.width - lineWidth(left) - lineWidth(right);
  if (gap < 0) return spread(left, right, box.width);
  return [...left, span("─".repeat(gap), edge), ...right];
}

/** A window over everything else, in the middle of `body`. */
export function Dialog({ body, title, lines, theme, width: wanted }: DialogProps) {
  const longest = Math.max(cellWidth(title) + 8, ...lines.map((row) => lineWidth(row) + 4));
  const width = Math.min(body.width, wanted ?? Math.min(longest, body.width - 4));
  const height = Math.min(body.height, lines.length + 2);
  const top = body.top + Math.max(0, Math.floor((body.height - height) / 2));
  const box = { left: body.left + Math.floor((body.width - width) / 2), top, width, height };
  return <Panel box={box} framed focused theme={theme} title={title} lines={lines} />;
}

interface DialogProps {
  readonly body: Box;
  readonly title: string;
  readonly lines: readonly Line[];
  readonly theme: Theme;
  readonly width?: number;
}
