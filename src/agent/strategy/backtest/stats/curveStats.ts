import { DAY_MS, type Timestamp } from "../../../../store/time.ts";

/** Equity at the closes of ticks; `startEquity` is what there was before the first. */
export interface EquityCurve {
  readonly ts: ArrayLike<Timestamp>;
  readonly equity: ArrayLike<number>;
  readonly startEquity: number;
}

/** How an equity curve did. Ratios are null where there is too little to tell. */
export interface CurveStats {
  readonly returnPct: number;
  /** Growth a year; null below a day of candles. */
  readonly cagrPct: number | null;
  /** Standard deviation of daily returns, a year's. */
  readonly volatilityPct: number | null;
  /** Mean of daily returns over their deviation, a year's, no riskless rate taken off (Sharpe, JPM 1994). */
  readonly sharpe: number | null;
  /** The same over the deviation of losses alone, target zero (Sortino & Price, 1994). */
  readonly sortino: number | null;
  /** Growth a year over the largest drawdown (Young 1991). */
  readonly calmar: number | null;
  readonly maxDrawdownPct: number;
  /** The longest time below a former height, recovered or not. */
  readonly maxDrawdownMs: number;
}

/** Crypto trades every day. */
const DAYS_A_YEAR = 365;
const YEAR_MS = 365.25 * DAY_MS;

/** @param curve at least one tick. */
export function curveStats(curve: EquityCurve): CurveStats {
  const { ts, equity, startEquity } = curve;
  const last = equity.length - 1;
  const final = last < 0 ? startEquity : equity[last]!;
  const grown = final / startEquity;
  const tookMs = last < 0 ? 0 : ts[last]! - ts[0]!;
  const cagr = tookMs >= DAY_MS && grown > 0 ? grown ** (YEAR_MS / tookMs) - 1 : null;
  const { share, longestMs } = drawdownOf(curve);
  const days = dailyReturns(curve);
  const mean = average(days);
  const deviation = rootMean(days.map((each) => (each - mean) ** 2));
  const downside = rootMean(days.map((each) => Math.min(each, 0) ** 2));
  const enough = days.length > 1;
  return {
    returnPct: (grown - 1) * 100,
    cagrPct: cagr === null ? null : cagr * 100,
    volatilityPct: enough ? deviation * Math.sqrt(DAYS_A_YEAR) * 100 : null,
    sharpe: enough && deviation > 0 ? (mean / deviation) * Math.sqrt(DAYS_A_YEAR) : null,
    sortino: enough && downside > 0 ? (mean / downside) * Math.sqrt(DAYS_A_YEAR) : null,
    calmar: cagr !== null && share > 0 ? cagr / share : null,
    maxDrawdownPct: share * 100,
    maxDrawdownMs: longestMs,
  };
}

function drawdownOf({ ts, equity, startEquity }: EquityCurve): { share: number; longestMs: number } {
  let [peak, peakTs] = [startEquity, ts[0] ?? 0];
  let [share, longestMs] = [0, 0];
  for (let tick = 0; tick < equity.length; tick++) {
    const now = equity[tick]!;
    if (now >= peak) [peak, peakTs] = [now, ts[tick]!];
    else {
      share = Math.max(share, (peak - now) / peak);
      longestMs = Math.max(longestMs, ts[tick]! - peakTs);
    }
  }
  return { share, longestMs };
}

/** Change of equity over each UTC day, the first against what there was before. */
function dailyReturns({ ts, equity, startEquity }: EquityCurve): readonly number[] {
  const returns: number[] = [];
  let before = startEquity;
  for (let tick = 0; tick < equity.length; tick++) {
    const isLastOfDay =
      tick + 1 === equity.length || Math.floor(ts[tick + 1]! / DAY_MS) > Math.floor(ts[tick]! / DAY_MS);
    if (!isLastOfDay) continue;
    returns.push(equity[tick]! / before - 1);
    before = equity[tick]!;
  }
  return returns;
}

const average = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, each) => sum + each, 0) / values.length;
const rootMean = (squares: readonly number[]): number => Math.sqrt(average(squares));
