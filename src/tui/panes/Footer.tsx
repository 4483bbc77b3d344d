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

/** The last answer, then the keys that mean something now; both from what update and the keymap say. */
export function Footer({ box, model, theme }: { readonly box: Box; readonly model: Model; readonly theme: Theme }) {
  return <Rows box={box} theme={theme} lines={[footerLine(model, box.width)]} />;
}

function footerLine(model: Model, width: number): Line {
  const answer = model.toast === null ? [] : toastLine(model.toast);
  const keys = model.mode.kind === "normal" || model.toast === null ? hints(model, width - lineWidth(answer)) : [];
  return fitLine([...answer, ...keys], width);
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
