import { minTrackRecord } from "../../statistics/sharpe.ts";
import { LEAST_TRADES, sampleOf } from "../contender.ts";
import { type Gate, result, survivorOf } from "./gate.ts";

const CONFIDENCE = 0.95;

/** There are as many trades as a mean of this size takes to be above zero. */
export const trackRecord: Gate = {
  code: "MIN_TRL",
  about: "minimum track record length, in trades, against zero at 95 %",
  judge(facts) {
    const { trades } = survivorOf(facts);
    const needed = minTrackRecord(sampleOf(trades.map(({ r }) => r)), 0, CONFIDENCE);
    const isEver = Number.isFinite(needed);
    const least = Math.max(LEAST_TRADES, isEver ? Math.ceil(needed) : Number.MAX_SAFE_INTEGER);
    return result("MIN_TRL", trades.length, { least }, (seen) =>
      isEver || seen < LEAST_TRADES
        ? `${seen} of ${isEver ? least : LEAST_TRADES} trades needed`
        : `${seen} trades, and their mean is not above zero`,
    );
  },
};
