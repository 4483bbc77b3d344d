import { memo, useMemo } from "react";
import type { EquityPoint } from "../../agent/cockpit/view.ts";
import type { Status } from "../../gate/contract/status.ts";
import { Box as Region, Text } from "ink";
import { isZero, toNumber } from "../../store/money.ts";
import { equityChart } from "../charts/equityChart.ts";
import { sparkline } from "../charts/sparkline.ts";
import { cash, changePercent, gain, percent } from "../format.ts";
import { BLANK, cell, joined, type Line, line, lineWidth, span } from "../line.ts";
import type { Meaning } from "../theme.ts";
import { innerHeight, innerWidth, type PaneFrame, Panel } from "./Panel.tsx";

type Account = Status["account"];
const SUMMARY_COLUMNS = 34;
const CHART_ROWS = 5;

interface PnlProps extends PaneFrame {
  readonly status: Status | null;
  readonly equity: readonly EquityPoint[];
}

/** What the account is worth and how it came there: numbers, and the equity curve. */
export const Pnl = memo(function Pnl({ status, equity, ...frame }: PnlProps) {
  const title = `1 P&L${status === null ? "" : ` in ${status.account.currency}`}`;
  if (status === null) return <Panel {...frame} title={title} lines={[line("no status yet", "faint")]} />;
  if (!frame.framed || innerHeight(frame) < CHART_ROWS) {
    return <Panel {...frame} title={title} lines={shortSummary(status, equity, innerWidth(frame))} />;
  }
  return (
    <>
      <Panel {...frame} title={title} lines={summary(status, innerHeight(frame))} />
      <Chart {...frame} equity={equity} />
    </>
  );
});

function Chart({ box, equity, theme }: PaneFrame & { readonly equity: readonly EquityPoint[] }) {
  const left = box.left + 2 + SUMMARY_COLUMNS + 1;
  const width = box.left + box.width - 2 - left;
  const height = box.height - 2;
  const rows = useMemo(() => equityChart(equity, width, height, theme.chart), [equity, width, height, theme.chart]);
  return (
    <Region position="absolute" top={box.top + 1} left={left} width={width} height={height} flexDirection="column">
      {rows.map((row, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- a screen row is its index
        <Text key={index} wrap="truncate">
          {theme.chart === null ? theme.paint("label", row) : row}
        </Text>
      ))}
    </Region>
  );
}

const toneOf = (value: string): Meaning => (value.startsWith("-") ? "loss" : /[1-9]/.test(value) ? "gain" : "plain");
const dayBase = ({ equity, dayPnl }: Account): number => toNumber(equity) - toNumber(dayPnl);

const row = (name: string, value: string, as: Meaning = "plain", unit = ""): Line => [
  cell(name, 11, "label"),
  cell(value, 14, as, "right"),
  span(unit === "" ? "" : ` ${unit}`, "label"),
];

const named = (name: string, value: string, as: Meaning = "plain"): Line => [
  span(`${name} `, "label"),
  span(value, as),
];

function summary({ account, counts }: Status, height: number): readonly Line[] {
  const denied = Object.values(counts.denied).reduce((sum, one) => sum + one, 0);
  const rows = [
    row("equity", cash(account.equity), "strong"),
    row("day", gain(account.dayPnl), toneOf(account.dayPnl), changePercent(toNumber(account.dayPnl), dayBase(account))),
    row("week", gain(account.weekPnl), toneOf(account.weekPnl)),
    row("realized", gain(account.realizedPnl), toneOf(account.realizedPnl)),
    row("unrealized", gain(account.unrealizedPnl), toneOf(account.unrealizedPnl)),
    row("drawdown", percent(account.drawdownPct), account.drawdownPct > 0 ? "warn" : "plain", "of peak"),
    row("fees", cash(account.fees)),
    row("cash", cash(account.cash)),
    row("trades", String(account.trades), "plain", "closed"),
    row("denied", String(denied), "plain", `of ${counts.intents}`),
    row("peak", cash(account.peakEquity)),
    row("started at", cash(account.startingCash)),
    ...(isZero(account.deposits) ? [] : [row("deposits", gain(account.deposits))]),
  ];
  return height > rows.length + 2 ? [...rows.slice(0, 4), BLANK, ...rows.slice(4, 7), BLANK, ...rows.slice(7)] : rows;
}

function shortSummary({ account }: Status, equity: readonly EquityPoint[], width: number): readonly Line[] {
  const gap = span("   ");
  const change = changePercent(toNumber(account.dayPnl), dayBase(account));
  const first = joined(
    [
      named("equity", cash(account.equity), "strong"),
      named("day", `${gain(account.dayPnl).trim()} ${change}`, toneOf(account.dayPnl)),
      named("drawdown", percent(account.drawdownPct), account.drawdownPct > 0 ? "warn" : "plain"),
    ],
    gap,
  );
  const second = joined(
    [
      named("realized", gain(account.realizedPnl).trim(), toneOf(account.realizedPnl)),
      named("unrealized", gain(account.unrealizedPnl).trim(), toneOf(account.unrealizedPnl)),
      named("fees", cash(account.fees)),
    ],
    gap,
  );
  const rest = width - lineWidth(second) - 3;
  const curve =
    rest >= 8
      ? sparkline(
          equity.map((point) => point.equity),
          rest,
        )
      : "";
  return [first, curve === "" ? second : [...second, gap, span(curve, "label")]];
}
