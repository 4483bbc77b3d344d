import { detailColumns, detailLines, detailRows, detailTitle } from "../detail.ts";
import type { Box } from "../layout.ts";
import { BLANK, line } from "../line.ts";
import type { Model } from "../model.ts";
import type { Theme } from "../theme.ts";
import { Dialog } from "./Panel.tsx";

/** All there is to say about one row; scrolls when it is long. */
export function Detail({ body, model, theme }: { readonly body: Box; readonly model: Model; readonly theme: Theme }) {
  if (model.mode.kind !== "detail") return null;
  const all = detailLines(model);
  const rows = detailRows(model);
  const first = Math.max(0, Math.min(model.mode.scroll, all.length - rows));
  const shown = all.slice(first, first + rows);
  const left = all.length - first - shown.length;
  const more = left > 0 ? line(`↓ ${left} more rows`, "warn") : first > 0 ? line("end", "faint") : BLANK;
  const title = `${detailTitle(model.mode.of, model)} · Esc closes`;
  return (
    <Dialog body={body} width={detailColumns(model) + 4} title={title} lines={[BLANK, ...shown, more]} theme={theme} />
  );
}
