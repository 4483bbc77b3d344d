/** A rectangle of the screen in cells; `top` and `left` count from 0. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export const PANES = ["pnl", "positions", "rules", "proposals", "tape"] as const;
export type PaneId = (typeof PANES)[number];
type PaneBoxes = Readonly<Record<PaneId, Box>>;

export interface FullLayout {
  readonly kind: "full";
  /** Panes have a border all round; else only a title line. */
  readonly framed: boolean;
  readonly banner: Box | null;
  readonly header: Box;
  readonly panes: PaneBoxes;
  readonly footer: Box;
  /** Between header and footer: where overlays stand. */
  readonly body: Box;
}
interface SmallLayout {
  readonly kind: "small";
  readonly body: Box;
}
export type Layout = FullLayout | SmallLayout;

export const MIN_COLUMNS = 80;
export const MIN_ROWS = 20;
const FRAMED_ROWS = 34;
const SIDE_BY_SIDE_COLUMNS = 116;
const TWO_COLUMNS = 160;
const HEADER_ROWS = 2;

/**
 * Where everything stands on a screen of that size. Never uses the last row: a terminal that scrolls there would
 * shift the whole picture.
 */
export function layout(columns: number, rows: number, hasBanner = false): Layout {
  const height = Math.max(1, rows - 1);
  if (columns < MIN_COLUMNS || rows < MIN_ROWS) {
    return { kind: "small", body: { left: 0, top: 0, width: Math.max(1, columns), height } };
  }
  const top = hasBanner ? 1 : 0;
  const full = (top: number, height: number): Box => ({ left: 0, top, width: columns, height });
  const body = full(top + HEADER_ROWS, height - top - HEADER_ROWS - 1);
  const framed = rows >= FRAMED_ROWS;
  return {
    kind: "full",
    framed,
    banner: hasBanner ? full(0, 1) : null,
    header: full(top, HEADER_ROWS),
    panes: !framed ? compact(body) : columns >= TWO_COLUMNS ? twoColumns(body) : stacked(body),
    footer: full(height - 1, 1),
    body,
  };
}

/** Boxes of those heights under each other; the last one takes what is left. */
function stack(body: Box, heights: readonly number[]): readonly Box[] {
  let top = body.top;
  return heights.map((height, index) => {
    const rest = body.top + body.height - top;
    const box = { ...body, top, height: index === heights.length - 1 ? rest : height };
    top += height;
    return box;
  });
}

const box = (boxes: readonly Box[], index: number): Box => boxes[index] ?? { left: 0, top: 0, width: 0, height: 0 };

/** Title lines only: 2 rows of P&L, one of proposals, the others share the rest. */
function compact(body: Box): PaneBoxes {
  const spare = body.height - 3 - 2 - 5;
  const each = Math.floor(spare / 3);
  const boxes = stack(body, [3, 2 + each, 2 + each, 2, 0]);
  return {
    pnl: box(boxes, 0),
    positions: box(boxes, 1),
    rules: box(boxes, 2),
    proposals: box(boxes, 3),
    tape: box(boxes, 4),
  };
}

/** One column; proposals and tape beside each other when there is room. */
function stacked(body: Box): PaneBoxes {
  const spare = body.height - 30;
  const share = (part: number): number => Math.floor(spare * part);
  if (body.width < SIDE_BY_SIDE_COLUMNS) {
    const boxes = stack(body, [8 + share(0.35), 6 + share(0.1), 6 + share(0.15), 4 + share(0.1), 0]);
    return {
      pnl: box(boxes, 0),
      positions: box(boxes, 1),
      rules: box(boxes, 2),
      proposals: box(boxes, 3),
      tape: box(boxes, 4),
    };
  }
  const boxes = stack(body, [9 + share(0.4), 6 + share(0.2), 9 + share(0.1), 0]);
  const [proposals, tape] = split(box(boxes, 3), 0.4);
  return { pnl: box(boxes, 0), positions: box(boxes, 1), rules: box(boxes, 2), proposals, tape };
}

/** State on the left, what waits for a person and what happens on the right. */
function twoColumns(body: Box): PaneBoxes {
  const [left, right] = split(body, 0.6);
  const spare = body.height - 30;
  const lefts = stack(left, [13 + Math.floor(spare * 0.5), 8 + Math.floor(spare * 0.2), 0]);
  const rights = stack(right, [9 + Math.floor(spare * 0.35), 0]);
  return {
    pnl: box(lefts, 0),
    positions: box(lefts, 1),
    rules: box(lefts, 2),
    proposals: box(rights, 0),
    tape: box(rights, 1),
  };
}

function split(whole: Box, part: number): readonly [Box, Box] {
  const width = Math.floor(whole.width * part);
  return [
    { ...whole, width },
    { ...whole, left: whole.left + width, width: whole.width - width },
  ];
}
