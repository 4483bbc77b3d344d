import type { LinkView } from "../../agent/cockpit/view.ts";
import type { Box } from "../layout.ts";
import { cell } from "../line.ts";
import type { Theme } from "../theme.ts";
import { Rows } from "./Panel.tsx";

/** Across the top while the gate is not heard: nothing below is newer than the moment it fell silent. */
export function Banner({ box, link, theme }: { readonly box: Box; readonly link: LinkView; readonly theme: Theme }) {
  const lost = link.state === "lost";
  const text = lost ? ` NO LINK  ${link.detail} · all below is old` : ` CONNECTING  ${link.detail}`;
  return <Rows box={box} theme={theme} lines={[[cell(text, box.width, lost ? "danger" : "warn")]]} />;
}
