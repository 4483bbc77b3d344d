import { MIN_COLUMNS, MIN_ROWS } from "../layout.ts";
import { line, span } from "../line.ts";
import type { Box } from "../layout.ts";
import type { Model } from "../model.ts";
import type { Theme } from "../theme.ts";
import { toastLine } from "./Footer.tsx";
import { Rows } from "./Panel.tsx";

/** A window too small for panes: says so, says the state, and still takes the kill key. */
export function TooSmall({ body, model, theme }: { readonly body: Box; readonly model: Model; readonly theme: Theme }) {
  const { status, link } = model.view;
  const state =
    status === null ? "no status yet" : `${status.mode.toUpperCase()} ${status.trading.state.toUpperCase()}`;
  const lines = [
    line(link.state === "live" ? state : `${state} · no link to the gate`, "strong"),
    line(`window ${model.columns}×${model.rows}, needs ${MIN_COLUMNS}×${MIN_ROWS}`, "warn"),
    [span("K", "danger"), span(" still kills, "), span("q", "key"), span(" leaves")],
    ...(model.toast === null ? [] : [toastLine(model.toast)]),
  ];
  return <Rows box={body} lines={lines} theme={theme} />;
}
