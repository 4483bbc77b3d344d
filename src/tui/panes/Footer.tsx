import { offered } from "../keymap.ts";
import type { Box } from "../layout.ts";
import { fitLine, type Line, lineWidth, span } from "../line.ts";
import type { Model, Toast } from "../model.ts";
import type { Meaning, Theme } from "../theme.ts";
import { Rows } from "./Panel.tsx";

const MARKS: Readonly<Record<Toast["tone"], readonly [string, Meaning]>> = {
  good: ["✔", "good"],
  bad: ["✖", "loss"],
  plain: ["…", "warn"],
};

/** Kept for keys however long the answer is: the kill key is always on the screen. */
const KEYS_COLUMNS = 24;

/** The last answer, then the keys that mean something now; both from what update and the keymap say. */
export function Footer({ box, model, theme }: { readonly box: Box; readonly model: Model; readonly theme: Theme }) {
  return <Rows box={box} theme={theme} lines={[footerLine(model, box.width)]} />;
}

function footerLine(model: Model, width: number): Line {
  const told = model.toast === null ? [] : toastLine(model.toast);
  const answer = fitLine(told, Math.min(lineWidth(told), width - KEYS_COLUMNS));
  return fitLine([...answer, ...hints(model, width - lineWidth(answer))], width);
}

/** A message as it stands in the footer and on a small screen. */
export function toastLine({ tone, text }: Toast): Line {
  const [mark, as] = MARKS[tone];
  return [span(` ${mark} ${text}  `, as)];
}

/** As many whole hints as fit, most urgent first. */
function hints(model: Model, width: number): Line {
  const found: Line[] = [];
  let used = 1;
  for (const { shown, label, does } of offered(model)) {
    const hint: Line = [span(shown, does === "kill" ? "danger" : "key"), span(` ${label}  `, "label")];
    used += lineWidth(hint);
    if (used > width) break;
    found.push(hint);
  }
  return [span(" "), ...found.flat()];
}
