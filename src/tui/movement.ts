import { detailLines, detailRows } from "./detail.ts";
import { KEYMAP } from "./keymap.ts";
import { idsOf, type Model, shownTape } from "./model.ts";

const clamp = (value: number, last: number): number => Math.max(0, Math.min(value, last));

/** One row (or ten, or all the way: ±Infinity) down, in whatever scrolls now. */
export function moved(model: Model, by: number): Model {
  if (model.mode.kind === "detail") {
    const last = Math.max(0, detailLines(model).length - detailRows(model));
    return { ...model, mode: { ...model.mode, scroll: clamp(model.mode.scroll + by, last) } };
  }
  if (model.mode.kind === "help") {
    return { ...model, mode: { kind: "help", scroll: clamp(model.mode.scroll + by, KEYMAP.length) } };
  }
  if (model.mode.kind !== "normal" || model.focus === "pnl") return model;
  return model.focus === "tape" ? tapeMoved(model, by) : rowMoved(model, model.focus, by);
}

function rowMoved(model: Model, pane: "positions" | "rules" | "proposals", by: number): Model {
  const ids = idsOf(model.view, pane);
  const index = clamp(model.selected[pane].index + by, ids.length - 1);
  return { ...model, selected: { ...model.selected, [pane]: { id: ids[index] ?? null, index } } };
}

/** The bottom line moves; at the newest the tape follows again. */
function tapeMoved(model: Model, by: number): Model {
  const lines = shownTape(model);
  const last = lines.length - 1;
  const at = model.tapeAt === null ? last : lines.findIndex(({ seq }) => seq >= (model.tapeAt ?? 0));
  const index = clamp((at < 0 ? last : at) + by, last);
  return { ...model, tapeAt: index >= last ? null : (lines[index]?.seq ?? null) };
}
