import { memo } from "react";
import type { ExternalRow, OrderRow, PositionRow, Status } from "../../gate/contract/status.ts";
import { cash, duration, fixed, gain, grouped, NONE, pricePlaces, rMultiple } from "../format.ts";
import { cell, type Line, line, span } from "../line.ts";
import type { Selection } from "../model.ts";
import { type Column, table } from "../table.ts";
import type { Meaning } from "../theme.ts";
import { innerHeight, innerWidth, type PaneFrame, Panel } from "./Panel.tsx";
import { countNote, firstShown, markedRow, UNKNOWN } from "./rows.ts";

const places = (row: PositionRow): number => pricePlaces([row.entryPrice, row.markPrice, row.stopPrice]);
const pnlTone = (row: PositionRow): Meaning => (row.unrealizedPnl.startsWith("-") ? "loss" : "gain");
const right = { align: "right", minWidth: 8, maxWidth: 14 } as const;
const left = { align: "left", minWidth: 5, maxWidth: 22 } as const;

/** Where the stop is, and how old the venue's word for it is. */
const stopText = ({ stopKind, stopVerifiedAgoMs }: PositionRow): string =>
  stopVerifiedAgoMs === null ? stopKind : `${stopKind} ${duration(stopVerifiedAgoMs)}`;

const COLUMNS: readonly Column<PositionRow>[] = [
  { title: "SYMBOL", rank: 0, ...left, minWidth: 8, maxWidth: 14, text: (row) => row.symbol, as: () => "strong" },
  { title: "SIDE", rank: 0, ...left, minWidth: 4, text: (row) => row.side },
  { title: "QUANTITY", rank: 0, ...right, text: (row) => grouped(row.quantity) },
  { title: "ENTRY", rank: 1, ...right, text: (row) => fixed(row.entryPrice, places(row)) },
  { title: "MARK", rank: 0, ...right, text: (row) => fixed(row.markPrice, places(row)) },
  { title: "UNREALIZED", rank: 0, ...right, text: (row) => gain(row.unrealizedPnl), as: pnlTone },
  { title: "R", rank: 0, ...right, minWidth: 6, text: (row) => rMultiple(row.r), as: pnlTone },
  { title: "STOP", rank: 2, ...right, text: (row) => fixed(row.stopPrice, places(row)) },
  {
    title: "TARGET",
    rank: 4,
    ...right,
    text: (row) => (row.targetPrice === null ? NONE : fixed(row.targetPrice, places(row))),
  },
  {
    title: "STOP AT",
    rank: 0,
    ...left,
    minWidth: 9,
    maxWidth: 18,
    text: stopText,
    as: (row) => (row.stopKind === "EXCHANGE" ? "good" : "warn"),
  },
  { title: "RULE", rank: 3, ...left, text: (row) => row.ruleId, as: () => "label" },
];

interface PositionsProps extends PaneFrame {
  readonly status: Status | null;
  readonly selection: Selection;
}

/** What is held, and whether its stop rests at the venue or dies with the gate; below it what still works. */
export const Positions = memo(function Positions({ status, selection, ...frame }: PositionsProps) {
  const positions = status?.positions ?? [];
  const height = innerHeight(frame);
  const shown = Math.min(positions.length, height - 1);
  const first = firstShown(positions.length, selection.index, shown);
  const drawn = table(COLUMNS, positions, innerWidth(frame) - 2);
  const rows = drawn.rows.map((row, index) => markedRow(row, index === selection.index, frame.focused));
  const lines: readonly Line[] =
    positions.length === 0
      ? [line(status === null ? UNKNOWN : "  flat: no open position", "faint")]
      : [[span("  "), ...drawn.header], ...rows.slice(first, first + shown)];
  const past = [
    ...externals(status?.externals ?? [], height - lines.length),
    ...strangers(status?.foreignOrders ?? [], height - lines.length - (status?.externals.length ?? 0)),
  ];
  const orders = working(status?.orders ?? [], height - lines.length - past.length, innerWidth(frame));
  return (
    <Panel
      {...frame}
      title="2 Positions"
      note={note(shown, positions.length, status?.externals.length ?? 0)}
      lines={[...lines, ...past, ...orders]}
    />
  );
});

/** How many there are, also of those that there is no row for. */
const note = (shown: number, all: number, external: number): Line =>
  external === 0 ? countNote(shown, all) : [...countNote(shown, all), span(` · ${external} EXTERNAL`, "warn")];

/** What is held past the gate, a row each as far as there are any: named so, and never to be chosen. */
function externals(rows: readonly ExternalRow[], room: number): readonly Line[] {
  return rows
    .slice(0, Math.max(0, room))
    .map(({ symbol, quantity, value }) => [
      span("  "),
      cell(symbol, 15, "faint"),
      cell("EXTERNAL", 10, "warn"),
      span(
        `${grouped(quantity)} worth ${value === null ? "no price here" : cash(value)}; \`trade adopt\` gives it a stop`,
        "faint",
      ),
    ]);
}

/** Orders at the venue that are not ours, a row each as far as there are any. */
function strangers(orders: Status["foreignOrders"], room: number): readonly Line[] {
  return orders
    .slice(0, Math.max(0, room))
    .map(({ symbol, side, quantity, limitPrice, venueOrderId }) => [
      span("  "),
      cell(symbol, 15, "faint"),
      cell("FOREIGN", 10, "warn"),
      span(
        `${side} ${grouped(quantity)} ${limitPrice === null ? "" : `@ ${grouped(limitPrice)} `}· not this gate's · ${venueOrderId}`,
        "faint",
      ),
    ]);
}

/** Working orders in the rows left: a blank, then one a line; what does not fit is counted. */
function working(orders: readonly OrderRow[], rows: number, width: number): readonly Line[] {
  if (orders.length === 0 || rows < 2) return [];
  const room = rows - 1;
  const cut = orders.length > room ? room - 1 : orders.length;
  const drawn = table(ORDER_COLUMNS, orders.slice(0, Math.max(0, cut)), width - 2).rows.map((row) => [
    span("  "),
    ...row,
  ]);
  const rest = orders.length - drawn.length;
  return [[span("  working orders", "label")], ...drawn, ...(rest > 0 ? [line(`  and ${rest} more`, "label")] : [])];
}

const ORDER_COLUMNS: readonly Column<OrderRow>[] = [
  { title: "", rank: 0, ...left, minWidth: 8, maxWidth: 14, text: (row) => row.symbol },
  { title: "", rank: 0, ...left, minWidth: 5, text: (row) => row.role },
  { title: "", rank: 0, ...left, minWidth: 4, text: (row) => row.side },
  { title: "", rank: 1, ...left, minWidth: 6, text: (row) => row.type },
  { title: "", rank: 0, ...right, text: (row) => grouped(row.quantity) },
  { title: "", rank: 0, ...right, text: (row) => (row.price === null ? "market" : `@ ${grouped(row.price)}`) },
  { title: "", rank: 0, ...left, text: (row) => row.state, as: (row) => (row.state === "unknown" ? "loss" : "label") },
  { title: "", rank: 2, ...left, text: (row) => row.ruleId, as: () => "label" },
];
