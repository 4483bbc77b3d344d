import { type CutAnswer, cutOf } from "../../src/loops/evolution/cut.ts";
import type { DataCut } from "../../src/loops/evolution/evaluation.ts";
import { inputError } from "../../src/store/input.ts";
import { sliceColumns } from "../../src/store/market/columns.ts";
import type { Loaded } from "../backtest/load.ts";

type Markets = Loaded["markets"];

/**
 * The data cut of those candles: the newest time without a long gap. @throws InputError when that is too short to say
 * anything.
 */
export function requireCut(markets: Markets): Extract<CutAnswer, { cut: DataCut }> {
  const answer = cutOf(markets);
  if ("cut" in answer) return answer;
  throw inputError("--candles", answer.lacking, "give longer ones without a long gap (`trade data fetch`)");
}

/** The candles of the cut alone: an indicator that ran on over a gap before it would say nothing. */
export const marketsWithin = (markets: Markets, { from, to }: DataCut): Markets =>
  markets.map((market) => {
    const { columns, candleMs } = market;
    const begin = columns.ts.findIndex((ts) => ts >= from);
    const end = columns.ts.findLastIndex((ts) => ts + candleMs <= to) + 1;
    return { ...market, columns: sliceColumns(columns, begin, end) };
  });
