import { observationsNeeded } from "../../statistics/deflatedSharpe.ts";
import { deflatedOf, sampleOf } from "../contender.ts";
import { type Gate, result, survivorOf } from "./gate.ts";

const LEAST = 0.95;

/** The survivor earns more than the best of so many worthless tries would by luck. */
export const deflated: Gate = {
  code: "DSR",
  about: "deflated Sharpe ratio, counting everything ever tried on overlapping data",
  judge(facts) {
    const survivor = survivorOf(facts);
    const observed = survivor.sharpe > 0 ? deflatedOf(survivor, facts.trials) : 0;
    return result("DSR", observed, { least: LEAST }, (seen) => {
      const said = `${seen.toFixed(2)} of ${LEAST} needed, best of ${facts.trials.count} tries`;
      return seen >= LEAST ? said : `${said}${moreNeeded()}`;
    });

    function moreNeeded(): string {
      const sample = sampleOf(survivor.series);
      const needed = observationsNeeded(sample, facts.trials, LEAST);
      if (!Number.isFinite(needed) || sample.n === 0) return "; no number of trades like these would be enough";
      const trades = survivor.trades.length * (needed / sample.n - 1);
      return `; needs about ${Math.max(1, Math.ceil(trades))} more trades like these`;
    }
  },
};
