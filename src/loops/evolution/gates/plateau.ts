import { seriesOf } from "../evaluation.ts";
import { isWithin } from "../prediction.ts";
import { type Facts, type Gate, result } from "./gate.ts";

const LEAST = 0.6;

/** The rules a tenth away earn as well, on blocks that the survivor was not chosen on: a hill, not a needle. */
export const plateau: Gate = {
  code: "PLATEAU",
  about: "share of neighbors a tenth away that are positive out of sample",
  judge(facts) {
    const { neighbors } = facts;
    const positive = neighbors.filter((trades) => outOfSample(trades, facts) > 0).length;
    // A rule without a number to move has no neighbors that could be worse.
    const observed = neighbors.length === 0 ? 1 : positive / neighbors.length;
    return result("PLATEAU", observed, { least: LEAST }, (seen) =>
      neighbors.length === 0
        ? "no parameter to vary"
        : `${positive} of ${neighbors.length} neighbors positive out of sample (${Math.round(seen * 100)} of 60 %)`,
    );
  },
};

/** Mean R over the test blocks of the splits in which the survivor was chosen; over all when it never was. */
function outOfSample(trades: Facts["neighbors"][number], { search, prediction }: Facts): number {
  const series = seriesOf(trades, search);
  const splits = prediction.chosenIn.length > 0 ? prediction.chosenIn : [[search]];
  let sum = 0;
  for (let t = 0; t < series.length; t++) {
    const at = search.from + (t + 0.5) * search.periodMs;
    for (const test of splits) if (isWithin(at, test)) sum += series[t]!;
  }
  return sum;
}
