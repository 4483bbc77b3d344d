import { valueOf } from "../../src/loops/statistics/eProcess.ts";
import { freshBelief, observe } from "../../src/loops/trade/belief.ts";
import { seededRandom } from "../../src/store/random.ts";
import { type Experiment, quantile, share, twin } from "./experiment.ts";
import { studentNoise } from "./noise.ts";

const ALPHA = 0.05;
const TRADES = 600;

/** 4: who looks after every trade is not fooled the more often for it. */
export const peeking: Experiment = {
  line: 4,
  title: "Peeking after every trade",
  planted:
    "600 trades without an edge, looked at after each; beside them edges of 0.2, 0.3 and 0.4 R, and 0.25 R gained 97 times in a hundred and 8.5 R lost else",
  seeds: { whole: 2_000, slice: 300 },
  run(seeds) {
    const nothing = seeds.map((seed) => lookAt(seed, 0, TRADES));
    const n = seeds.length;
    const median = (edge: number, about: number) =>
      quantile(
        `trades to promotion at ${edge} R, median`,
        seeds.map((seed) => lookAt(seed, edge, 3_000).promoted),
        0.5,
        { most: about },
      );
    return [
      share("false promotion by the e-process", nothing.filter(({ promoted }) => promoted <= TRADES).length, n, {
        most: 0.05,
      }),
      share(
        "who gains a little for long and then loses much, reported beside it",
        seeds.filter(isLulled).length,
        n,
        {},
      ),
      // Measured before: 150, 85 and 57; a quarter more is still what the screen promises.
      median(0.2, 190),
      median(0.3, 106),
      median(0.4, 71),
      twin("naive twin: t-test at 5 % after every trade", nothing.filter(({ naive }) => naive).length, n, {
        least: 0.2,
      }),
    ];
  },
};

/** Whether it seems proven within those trades, though it loses a little on average. */
function isLulled(seed: number): boolean {
  const random = seededRandom(seed, "lulled");
  let belief = freshBelief({ expectedR: 0.3 });
  for (let n = 0; n < TRADES; n++) {
    belief = observe(belief, random() < 0.97 ? 0.25 : -8.5);
    if (valueOf(belief.promotion) >= 1 / ALPHA) return true;
  }
  return false;
}

function lookAt(seed: number, edge: number, trades: number): { readonly promoted: number; readonly naive: boolean } {
  const random = seededRandom(seed, `peek ${edge}`);
  let belief = freshBelief({ expectedR: 0.3 });
  let [sum, squares, naive, promoted] = [0, 0, false, Number.POSITIVE_INFINITY];
  for (let n = 1; n <= trades; n++) {
    const r = edge + studentNoise(random);
    belief = observe(belief, r);
    sum += r;
    squares += r * r;
    if (promoted > trades && valueOf(belief.promotion) >= 1 / ALPHA) promoted = n;
    const error = Math.sqrt((squares - (sum * sum) / n) / (n - 1) / n);
    if (n >= 10 && sum / n > 1.6449 * error) naive = true;
    if (edge !== 0 && promoted <= trades) break;
  }
  return { promoted, naive };
}
