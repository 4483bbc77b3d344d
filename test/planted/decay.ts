import { alarmOf, freshEDetector, watch } from "../../src/loops/statistics/eDetector.ts";
import { CUSUM_LIMIT, cusum } from "../../src/loops/statistics/cusum.ts";
import { alarmsOf, type Alarm } from "../../src/loops/trade/alarm.ts";
import { type Belief, freshBelief, observe, rearmed } from "../../src/loops/trade/belief.ts";
import { type Random, seededRandom } from "../../src/store/random.ts";
import { type Experiment, quantile, share, twin } from "./experiment.ts";
import { studentNoise } from "./noise.ts";

const EXPECTED_R = 0.3;
const GOOD = 100;
const PATIENCE = 2_000;

/** 3: an edge that dies is noticed in time, one that lives is left alone. */
export const decay: Experiment = {
  line: 3,
  title: "An edge that dies",
  planted:
    "0.3 R for 100 trades, then −0.3 R, or nothing; beside it 300 trades that stay at 0.3 R, 300 that stay at 0.9 R and swing by 2 R, and 300 of a trend follower that gains 4.2 R once in four and else loses 1 R",
  seeds: { whole: 1_000, slice: 200 },
  run(seeds) {
    const turned = seeds.map((seed) => delays(seed, -0.3));
    const faded = seeds.map((seed) => delays(seed, 0));
    const isFalse = seeds.filter((seed) => firstAlarm(seededRandom(seed, "good"), 0.3, 300) !== null).length;
    const isWide = seeds.filter((seed) => firstAlarm(seededRandom(seed, "wide"), 0.9, 300, wide) !== null).length;
    const isSkewed = (deviationR?: number) =>
      seeds.filter((seed) => firstAlarm(seededRandom(seed, "trend"), 0.3, 300, trendFollower, deviationR) !== null);
    const unpromised = seeds.filter(
      (seed) => firstAlarm(seededRandom(seed, "trend"), 0, 300, trendFollower) !== null,
    ).length;
    const isClipped = seeds.filter((seed) => clippedAlarm(seededRandom(seed, "trend"), 300)).length;
    const isUnscaled = seeds.filter((seed) => unscaledAlarm(seededRandom(seed, "wide"), 0.9, 300, 2)).length;
    const isNaive = seeds.filter((seed) => rollingAlarm(seededRandom(seed, "good"), 300)).length;
    const n = seeds.length;
    return [
      quantile(
        "either alarm after the edge turned, median trades",
        turned.map(({ either }) => either),
        0.5,
        { most: 40 },
      ),
      quantile(
        "the same, 90th percentile",
        turned.map(({ either }) => either),
        0.9,
        { most: 60 },
      ),
      share("false alarm in 300 good trades", isFalse, n, { most: 0.08 }),
      share("false alarm in 300 good trades of 0.9 R that swing by 2 R", isWide, n, { most: 0.08 }),
      share("false alarm in 300 good trades of the trend follower, its swing known", isSkewed(2.25).length, n, {
        most: 0.08,
      }),
      share("the same, its swing not known beforehand", isSkewed().length, n, { most: 0.2 }),
      share("the same of a rule that promised nothing", unpromised, n, { most: 0.08 }),
      quantile(
        "e-detector alone, median",
        turned.map((each) => each.decay),
        0.5,
        { most: 70 },
      ),
      quantile(
        "e-detector alone, 90th percentile",
        turned.map((each) => each.decay),
        0.9,
        { most: 130 },
      ),
      quantile(
        "CUSUM after a fade to nothing, median",
        faded.map(({ shortfall }) => shortfall),
        0.5,
        { most: 90 },
      ),
      quantile(
        "either alarm after 0.9 R that swing by 2 R turned to −0.9 R, median",
        seeds.map((seed) => delays(seed, -0.9, 0.9, 2).either),
        0.5,
        { most: 40 },
      ),
      twin("naive twin: CUSUM of 16 R whatever the swing, false where results swing by 2 R", isUnscaled, n, {
        least: 0.08,
      }),
      twin("naive twin: e-detector that clips at 3 R whatever the swing, false for the trend follower", isClipped, n, {
        least: 0.08,
      }),
      twin("naive twin: mean of the last 20 below zero, false in 300 good trades", isNaive, n, { least: 0.5 }),
    ];
  },
};

type Kind = Alarm["kind"] | "either";

/** Trades from the change to each alarm; infinite when it did not come. */
function delays(seed: number, edge: number, promise = EXPECTED_R, sigma = 1): Readonly<Record<Kind, number>> {
  const random = seededRandom(seed, `change to ${edge}`);
  let belief: Belief = freshBelief({ expectedR: promise });
  for (let i = 0; i < GOOD; i++) {
    belief = observe(belief, promise + sigma * studentNoise(random));
    // A false alarm before the change was acted on: the watch began anew.
    if (alarmsOf(belief).length > 0) belief = rearmed(belief);
  }
  const seen = {
    decay: Number.POSITIVE_INFINITY,
    shortfall: Number.POSITIVE_INFINITY,
    either: Number.POSITIVE_INFINITY,
  };
  for (let i = 1; i <= PATIENCE && (seen.decay > PATIENCE || seen.shortfall > PATIENCE); i++) {
    belief = observe(belief, edge + sigma * studentNoise(random));
    for (const { kind } of alarmsOf(belief)) {
      seen[kind] = Math.min(seen[kind], i);
      seen.either = Math.min(seen.either, i);
    }
  }
  return seen;
}

type Draw = (random: Random, edge: number) => number;
const usual: Draw = (random, edge) => edge + studentNoise(random);
const wide: Draw = (random, edge) => edge + 2 * studentNoise(random);
/** Mean 0.3 R, deviation 2.25 R: what is clipped at 3 R seems to earn nothing. */
const trendFollower: Draw = (random) => (random() < 0.25 ? 4.2 : -1);

function firstAlarm(random: Random, edge: number, trades: number, draw = usual, deviationR = 1): number | null {
  let belief: Belief = freshBelief({ expectedR: edge, deviationR });
  for (let i = 1; i <= trades; i++) {
    belief = observe(belief, draw(random, edge));
    if (alarmsOf(belief).length > 0) return i;
  }
  return null;
}

function clippedAlarm(random: Random, trades: number): boolean {
  let detector = freshEDetector;
  for (let i = 0; i < trades; i++) {
    detector = watch(detector, trendFollower(random, 0.3));
    if (alarmOf(detector) >= 20) return true;
  }
  return false;
}

function unscaledAlarm(random: Random, edge: number, trades: number, sigma: number): boolean {
  let sum = 0;
  for (let i = 1; i <= trades && sum <= CUSUM_LIMIT; i++) sum = cusum(sum, edge + sigma * studentNoise(random), edge);
  return sum > CUSUM_LIMIT;
}

function rollingAlarm(random: Random, trades: number): boolean {
  const results: number[] = [];
  for (let i = 0; i < trades; i++) {
    results.push(0.3 + studentNoise(random));
    if (results.length >= 20 && results.slice(-20).reduce((sum, each) => sum + each, 0) < 0) return true;
  }
  return false;
}
