import type { Alarm } from "../alarm.ts";
import type { Box } from "../layout.ts";
import { cell } from "../line.ts";
import type { Theme } from "../theme.ts";
import { Rows } from "./Panel.tsx";

/** Across the top while something is wrong: what it is, and what to do. */
export function Banner({ box, alarm, theme }: { readonly box: Box; readonly alarm: Alarm; readonly theme: Theme }) {
  return <Rows box={box} theme={theme} lines={[[cell(` ${alarm.title}  ${alarm.text}`, box.width, alarm.as)]]} />;
}
