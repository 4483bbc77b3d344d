import type { BacktestOptions, BacktestResult } from "../../src/agent/strategy/backtest/result.ts";
import type { BacktestStats } from "../../src/agent/strategy/backtest/stats/summary.ts";
import { HOUR_MS, utcText } from "../../src/store/time.ts";
import { chartLines } from "./chart.ts";
import { honestyLines, type HonestyRow } from "./honesty.ts";
import { monthLines } from "./months.ts";
import type { SensitivityRow } from "./sensitivity.ts";

/** Everything a backtest found, for people and for programs. */
export interface Report {
  readonly result: BacktestResult;
  readonly stats: BacktestStats;
  readonly options: BacktestOptions;
  readonly currency: string;
  readonly sensitivity: readonly SensitivityRow[] | null;
  readonly honesty: readonly HonestyRow[] | null;
}

/** For programs: without the curve, which is as long as the candles. */
export function jsonOf({ result, stats, sensitivity, honesty }: Report) {
  const { bars, trades, open, finalEquity, denied } = result;
  return { bars, trades, finalEquity, open, denied, stats, ...(sensitivity === null ? {} : { sensitivity, honesty }) };
}

const num = (value: number | null, digits = 2): string => (value === null ? "–" : value.toFixed(digits));
const pct = (value: number | null): string => (value === null ? "–" : `${value.toFixed(2)} %`);
const hours = (ms: number): string =>
  ms < 48 * HOUR_MS ? `${(ms / HOUR_MS).toFixed(1)} h` : `${(ms / HOUR_MS / 24).toFixed(1)} days`;

/** A figure of ours, and the same of holding; empty where holding has none. */
type Row = readonly [name: string, ours: string, held: string];

/** Every figure beside that of holding. */
export function rowsOf({ result, stats, options, currency }: Report): readonly Row[] {
  const { buyAndHold: held, rDistribution: r } = stats;
  return [
    [
      "final equity",
      `${num(result.finalEquity)} ${currency}`,
      `${num(options.equity * (1 + held.returnPct / 100))} ${currency}`,
    ],
    ["return", pct(stats.returnPct), pct(held.returnPct)],
    ["growth a year", pct(stats.cagrPct), pct(held.cagrPct)],
    ["volatility a year", pct(stats.volatilityPct), pct(held.volatilityPct)],
    ["Sharpe", num(stats.sharpe), num(held.sharpe)],
    ["Sortino", num(stats.sortino), num(held.sortino)],
    ["Calmar", num(stats.calmar), num(held.calmar)],
    ["max drawdown", pct(stats.maxDrawdownPct), pct(held.maxDrawdownPct)],
    ["longest below a height", hours(stats.maxDrawdownMs), hours(held.maxDrawdownMs)],
    ["exposure", pct(stats.exposurePct), pct(100)],
    ["turnover a year", stats.turnoverPerYear === null ? "–" : `${num(stats.turnoverPerYear, 1)} × equity`, ""],
    ["trades", `${stats.trades}, ${stats.wins} won (${pct(stats.winRatePct)})`, ""],
    ["profit factor", num(stats.profitFactor), ""],
    ["expectancy", `${num(stats.expectancy)} ${currency}, ${num(stats.expectancyR)} R`, ""],
    ["average win, loss", `${num(stats.averageWin)}, ${num(stats.averageLoss)} ${currency}`, ""],
    [
      "R: min 10 25 50 75 90 max",
      r === null
        ? "–"
        : Object.values(r)
            .map((each) => num(each))
            .join(" "),
      "",
    ],
    ["fees", `${num(result.fees)} ${currency}, ${pct(stats.feesOfGainsPct)} of what trades gained`, ""],
  ];
}

/** The report as lines of a terminal. */
export function linesOf(report: Report): readonly string[] {
  const { result, stats, options, currency, sensitivity } = report;
  const [first, last] = [result.curve?.ts[0], result.curve?.ts.at(-1)];
  const span = first === undefined || last === undefined ? "" : `, ${utcText(first)} to ${utcText(last)} UTC`;
  return [
    `${result.bars} candles${span}; ${num(options.equity)} ${currency} at the beginning`,
    "",
    `${"".padEnd(26)} ${"these rules".padEnd(44)} buy and hold`,
    ...rowsOf(report).map(([name, ours, held]) => `${name.padEnd(26)} ${ours.padEnd(44)} ${held}`.trimEnd()),
    "",
    ...chartLines(result.curve?.equity ?? [], 72, 10),
    "",
    ...monthLines(stats.months),
    "",
    ...honestLines(report),
    ...(sensitivity === null ? [] : ["", ...sensitivityLines(sensitivity)]),
    ...(report.honesty === null ? [] : ["", ...honestyLines(report.honesty)]),
  ];
}

/** What the figures do not say by themselves. */
export function honestLines({ result, stats, options: { costs } }: Report): readonly string[] {
  const breakEven = stats.breakEvenFeeBps;
  const even =
    breakEven === null
      ? "There were no trades: nothing is shown about these rules."
      : breakEven <= 0
        ? "These trades lose before any fee: cheaper trading would not save them."
        : `These trades come out even at a fee of ${num(breakEven, 1)} bps a side; ${num(costs.takerFeeBps, 1)} were reckoned with.`;
  const denied = Object.entries(result.denied).map(([code, count]) => `${code} ${count}`);
  return [
    even,
    `Spread ${costs.spreadBps} bps and slippage ${costs.slippageBps} bps are assumed, not measured; impact and partial fills are not modeled.`,
    `${result.ambiguous} exits were on candles that touched stop and target both, and count as stopped.`,
    ...(result.open.length === 0 ? [] : [`${result.open.length} positions are still open, marked at the last close.`]),
    ...(denied.length === 0 ? [] : [`Denied by the limits: ${denied.join(", ")}.`]),
    "One path of the past, most likely with rules that were chosen knowing it. It promises nothing.",
  ];
}

const sensitivityLines = (rows: readonly SensitivityRow[]): readonly string[] => [
  `${"fee bps".padStart(10)} ${"slippage bps".padStart(14)} ${"trades".padStart(8)} ${"return".padStart(10)}`,
  ...rows.map(
    ({ feeBps, slippageBps, trades, returnPct }) =>
      `${num(feeBps, 1).padStart(10)} ${num(slippageBps, 1).padStart(14)} ${String(trades).padStart(8)} ${pct(returnPct).padStart(10)}`,
  ),
];
