import type { MonthReturn } from "../../src/agent/strategy/backtest/stats/monthly.ts";

const NAMES = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const WIDTH = 8;

/** Years by months: cells of percent, and the whole year at the end. */
export interface MonthTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export function monthTable(months: readonly MonthReturn[]): MonthTable {
  const years = [...new Set(months.map(({ year }) => year))];
  const rows = years.map((year) => {
    const own = months.filter((each) => each.year === year);
    const cells = NAMES.map((_, index) => own.find(({ month }) => month === index + 1)?.returnPct);
    const whole = own.reduce((grown, { returnPct }) => grown * (1 + returnPct / 100), 1) - 1;
    return [
      String(year),
      ...cells.map((each) => (each === undefined ? "" : each.toFixed(2))),
      (whole * 100).toFixed(2),
    ];
  });
  return { head: ["%", ...NAMES, "year"], rows };
}

export function monthLines(months: readonly MonthReturn[]): readonly string[] {
  const { head, rows } = monthTable(months);
  return [head, ...rows].map((row) => row.map((cell) => cell.padStart(WIDTH)).join(""));
}
