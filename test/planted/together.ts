import { valueOf } from "../../src/loops/statistics/eProcess.ts";
import { alarmsOf } from "../../src/loops/trade/alarm.ts";
import { type Belief, freshBelief, observe } from "../../src/loops/trade/belief.ts";
import { COMEBACK, comebackOf, freshPause, paused } from "../../src/loops/trade/pause.ts";
import { normal, type Random, seededRandom } from "../../src/store/random.ts";
import { HOUR_MS } from "../../src/store/time.ts";
import { type Experiment, quantile, share, twin } from "./experiment.ts";

const SYMBOLS = 3;
const CORRELATION = 0.6;
const ROUNDS = 100;
const PATIENCE = 1_000;
const PROOF = 20;

/** 3: trades of one rule on several symbols rise and fall together, and prove no more than one of them does. */
export const together: Experiment = {
  line: 3,
  title: "Trades that are held together",
  planted: `one rule on ${SYMBOLS} symbols whose trades overlap and correlate ${CORRELATION}, ${ROUNDS * SYMBOLS} of them, without an edge or with 0.3 R`,
  seeds: { whole: 1_000, slice: 100 },
  run(seeds) {
    const n = seeds.length;
    const count = (is: (seed: number) => boolean): number => seeds.filter(is).length;
    return [
      share(
        "proven wrongly without an edge",
        count((seed) => isProven(seed, 0, true)),
        n,
        { most: 0.05 },
      ),
      share(
        "asked for wrongly out of a pause without an edge",
        count((seed) => isAsked(seed, 0, true)),
        n,
        { most: 0.05 },
      ),
      share(
        "false alarm in 300 good trades",
        count((seed) => isDoubted(seed, true)),
        n,
        { most: 0.1 },
      ),
      quantile(
        "trades to a proof at 0.3 R, median",
        seeds.map((seed) => provenAfter(seed, 0.3, true)),
        0.5,
        { most: 240 },
      ),
      twin(
        "naive twin: each trade for itself, proven wrongly",
        count((seed) => isProven(seed, 0, false)),
        n,
        { least: 0.08 },
      ),
      twin(
        "naive twin: the same out of a pause",
        count((seed) => isAsked(seed, 0, false)),
        n,
        { least: 0.08 },
      ),
      twin(
        "naive twin: the same, false alarm in good trades",
        count((seed) => isDoubted(seed, false)),
        n,
        { least: 0.15 },
      ),
    ];
  },
};

interface Result {
  readonly r: number;
  readonly held: { readonly entryAt: number; readonly exitAt: number } | null;
}

/** What the symbols' trades of one round came to: each begins a little later, and all are held together. */
function roundOf(random: Random, round: number, edge: number, isKnown: boolean): readonly Result[] {
  const common = normal(random);
  return Array.from({ length: SYMBOLS }, (_, symbol) => {
    const r = edge + Math.sqrt(CORRELATION) * common + Math.sqrt(1 - CORRELATION) * normal(random);
    const entryAt = (round * 10 + symbol) * HOUR_MS;
    return { r, held: isKnown ? { entryAt, exitAt: entryAt + 5 * HOUR_MS } : null };
  });
}

function provenAfter(seed: number, edge: number, isKnown: boolean, most = PATIENCE): number {
  const random = seededRandom(seed, `together ${edge}`);
  let belief: Belief = freshBelief({ expectedR: 0.3 });
  for (let round = 0; round < most; round++) {
    for (const { r, held } of roundOf(random, round, edge, isKnown)) {
      belief = observe(belief, r, held);
      if (valueOf(belief.promotion) >= PROOF) return belief.n;
    }
  }
  return Number.POSITIVE_INFINITY;
}

const isProven = (seed: number, edge: number, isKnown: boolean): boolean =>
  provenAfter(seed, edge, isKnown, ROUNDS) < Number.POSITIVE_INFINITY;

function isAsked(seed: number, edge: number, isKnown: boolean): boolean {
  const random = seededRandom(seed, `together ${edge}`);
  let pause = freshPause;
  for (let round = 0; round < ROUNDS; round++) {
    for (const { r, held } of roundOf(random, round, edge, isKnown)) {
      pause = paused(pause, r, held);
      if (comebackOf(pause) >= COMEBACK) return true;
    }
  }
  return false;
}

function isDoubted(seed: number, isKnown: boolean): boolean {
  const random = seededRandom(seed, "together good");
  let belief: Belief = freshBelief({ expectedR: 0.3 });
  for (let round = 0; round < ROUNDS; round++) {
    for (const { r, held } of roundOf(random, round, 0.3, isKnown)) {
      belief = observe(belief, r, held);
      if (alarmsOf(belief).length > 0) return true;
    }
  }
  return false;
}
