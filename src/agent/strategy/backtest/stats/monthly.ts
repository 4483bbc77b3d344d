import type { EquityCurve } from "./curveStats.ts";

/** Change of equity over a UTC month, in percent. */
export interface MonthReturn {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly returnPct: number;
}

/** Every month of the curve in order, the first and the last as far as they are in it. */
export function monthlyReturns({ ts, equity, startEquity }: EquityCurve): readonly MonthReturn[] {
  const months: MonthReturn[] = [];
  let before = startEquity;
  for (let tick = 0; tick < equity.length; tick++) {
    const [now, next] = [monthOf(ts[tick]!), tick + 1 < equity.length ? monthOf(ts[tick + 1]!) : null];
    if (now === next) continue;
    months.push({ year: Math.floor(now / 12), month: (now % 12) + 1, returnPct: (equity[tick]! / before - 1) * 100 });
    before = equity[tick]!;
  }
  return months;
}

/** Months since the year 0. */
function monthOf(ts: number): number {
  const date = new Date(ts);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}
