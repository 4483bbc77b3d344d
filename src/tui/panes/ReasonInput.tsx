import { wrapWords } from "../cells.ts";
import type { Box } from "../layout.ts";
import { BLANK, line, span } from "../line.ts";
import type { Theme } from "../theme.ts";
import { Dialog } from "./Panel.tsx";

const MAX_COLUMNS = 76;

interface ReasonInputProps {
  readonly body: Box;
  readonly title: string;
  readonly text: string;
  readonly theme: Theme;
}

/** The text field for why a proposal is refused. `K` is a letter here; Ctrl-K kills. */
export function ReasonInput({ body, title, text, theme }: ReasonInputProps) {
  const columns = Math.min(MAX_COLUMNS, body.width - 8);
  const typed = wrapWords(`${text}█`, columns - 2).slice(-Math.max(1, body.height - 7));
  const lines = [
    line("Why? The loops learn from it and do not propose the same again.", "label"),
    BLANK,
    ...typed.map((row, index) => [span(index === 0 ? "> " : "  ", "key"), span(row, "strong")]),
    BLANK,
    [
      span("Enter", "key"),
      span(" reject     "),
      span("Esc", "key"),
      span(" leave     "),
      span("Ctrl-K", "key"),
      span(" kill"),
    ],
  ];
  return <Dialog body={body} width={columns + 4} title={`Reject ${title}`} lines={lines} theme={theme} />;
}
