import { heldCurve } from "../../src/agent/strategy/backtest/stats/summary.ts";
import { utcText } from "../../src/store/time.ts";
import type { Loaded } from "./load.ts";
import { monthTable } from "./months.ts";
import { honestLines, type Report, rowsOf } from "./report.ts";

const [WIDTH, HEIGHT] = [1_000, 300];
/** More points than pixels show nothing more. */
const MAX_POINTS = 2_000;
/** The page stays one that a browser opens; all trades are in --json. */
const MAX_TRADES = 5_000;

const escape = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  `<table><tr>${head.map((cell) => `<th>${escape(cell)}</th>`).join("")}</tr>${rows
    .map((row) => `<tr>${row.map((cell) => `<td>${escape(cell)}</td>`).join("")}</tr>`)
    .join("")}</table>`;

/** The report as one page that needs nothing else: no script, no font, no other file. */
export function htmlOf(report: Report, { markets }: Loaded): string {
  const { result, stats, options } = report;
  const { ts, equity } = result.curve ?? { ts: new Float64Array(0), equity: new Float64Array(0) };
  const held = heldCurve(ts, options.equity, markets).equity;
  const months = monthTable(stats.months);
  const trades = result.trades
    .slice(-MAX_TRADES)
    .map((each) => [
      each.ruleId,
      each.symbol,
      each.side,
      utcText(each.entryTs),
      String(each.entryPrice),
      utcText(each.exitTs),
      String(each.exitPrice),
      String(each.quantity),
      each.fees.toFixed(2),
      each.pnl.toFixed(2),
      each.r?.toFixed(2) ?? "–",
      each.exitReason,
    ]);
  const head = ["rule", "symbol", "side", "in", "at", "out", "at", "quantity", "fees", "P&L", "R", "by"];
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Backtest</title><style>
body{font:14px/1.5 system-ui,sans-serif;max-width:1040px;margin:2em auto;padding:0 1em;color:#222;background:#fff}
table{border-collapse:collapse;margin:1em 0;font-variant-numeric:tabular-nums}
td,th{padding:2px 10px;text-align:right;border-bottom:1px solid #ddd}td:first-child,th:first-child{text-align:left}
svg{width:100%;height:auto;border:1px solid #ddd}
</style></head><body>
<h1>Backtest</h1>
<p>${result.bars} candles${ts.length === 0 ? "" : `, ${utcText(ts[0] ?? 0)} to ${utcText(ts.at(-1) ?? 0)} UTC`}</p>
${chart([equity, held])}
<p><span style="color:#0a58ca">■</span> these rules <span style="color:#999">■</span> buy and hold</p>
${table(["", "these rules", "buy and hold"], rowsOf(report))}
<ul>${honestLines(report)
    .map((line) => `<li>${escape(line)}</li>`)
    .join("")}</ul>
<h2>Months</h2>
${table(months.head, months.rows)}
<h2>Trades</h2>
${table(head, trades)}
</body></html>
`;
}

function chart(curves: readonly ArrayLike<number>[]): string {
  const all = curves.map((curve) => thinned(curve));
  const values = all.flat();
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const lines = all.map((points, index) => {
    const path = points.map((value, at) => {
      const x = (at / Math.max(1, points.length - 1)) * WIDTH;
      const y = high > low ? HEIGHT - ((value - low) / (high - low)) * HEIGHT : HEIGHT / 2;
      return `${x.toFixed(1)},${y.toFixed(1)}`;
    });
    const color = index === 0 ? "#0a58ca" : "#999";
    return `<polyline fill="none" stroke="${color}" stroke-width="1.5" points="${path.join(" ")}"/>`;
  });
  return `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="equity">${lines.toReversed().join("")}</svg>`;
}

function thinned(curve: ArrayLike<number>): number[] {
  const every = Math.max(1, Math.ceil(curve.length / MAX_POINTS));
  return Array.from({ length: Math.ceil(curve.length / every) }, (_, at) => curve[at * every] ?? 0);
}
