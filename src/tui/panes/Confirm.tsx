import { plain, wrapWords } from "../cells.ts";
import type { Box } from "../layout.ts";
import { BLANK, line, span } from "../line.ts";
import type { Question } from "../model.ts";
import type { Theme } from "../theme.ts";
import { Dialog } from "./Panel.tsx";

const MAX_COLUMNS = 76;

/** A question that only `y` answers with yes. */
export function Confirm({
  body,
  question,
  theme,
}: {
  readonly body: Box;
  readonly question: Question;
  readonly theme: Theme;
}) {
  const columns = Math.min(MAX_COLUMNS, body.width - 8);
  const text = question.lines.flatMap((row) => wrapWords(plain(row), columns)).slice(0, body.height - 6);
  const lines = [
    BLANK,
    ...text.map((row) => line(row)),
    BLANK,
    [span("y", "key"), span(" yes, do it     "), span("n", "key"), span(" no     "), span("K", "key"), span(" kill")],
  ];
  return <Dialog body={body} title={question.title} lines={lines} theme={theme} />;
}
