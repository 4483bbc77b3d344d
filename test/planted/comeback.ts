import { bet, freshEProcess, valueOf } from "../../src/loops/statistics/eProcess.ts";
import { COMEBACK, comebackOf, freshPause, paused } from "../../src/loops/trade/pause.ts";
import { seededRandom } from "../../src/store/random.ts";
import { type Experiment, quantile, share, twin } from "./experiment.ts";
import { studentNoise } from "./noise.ts";

const PATIENCE = 5_000;
const LOST = 200;

/** 3: a rule in pause whose edge comes back is asked for again, however long it was rightly in pause. */
export const comeback: Experiment = {
  line: 3,
  title: "An edge that comes back in a pause",
  planted: `−0.3 R for ${LOST} shadow trades, or none of them, then 0.3 R; beside it 300 without an edge`,
  seeds: { whole: 1_000, slice: 100 },
  run(seeds) {
    const n = seeds.length;
    const isFalse = seeds.filter((seed) => askedAfter(seed, 0, 0) <= 300).length;
    const naive = seeds.filter((seed) => provenAfter(seed, 0.3, LOST) > 200).length;
    const median = (before: number) =>
      quantile(
        `trades at 0.3 R until it is asked for, ${before} bad ones before, median`,
        seeds.map((seed) => askedAfter(seed, 0.3, before)),
        0.5,
        { most: 120 },
      );
    return [
      share("asked for wrongly within 300 trades without an edge", isFalse, n, { most: 0.05 }),
      median(0),
      median(LOST),
      twin(`naive twin: an e-process since the pause takes over 200 trades after ${LOST} bad ones`, naive, n, {
        least: 0.8,
      }),
    ];
  },
};

function askedAfter(seed: number, edge: number, before: number): number {
  const random = seededRandom(seed, `comeback ${edge} ${before}`);
  let pause = freshPause;
  for (let i = 0; i < before; i++) pause = paused(pause, -0.3 + studentNoise(random));
  for (let i = 1; i <= PATIENCE; i++) {
    pause = paused(pause, edge + studentNoise(random));
    if (comebackOf(pause) >= COMEBACK) return i;
  }
  return Number.POSITIVE_INFINITY;
}

function provenAfter(seed: number, edge: number, before: number): number {
  const random = seededRandom(seed, `comeback ${edge} ${before}`);
  let process = freshEProcess;
  for (let i = 0; i < before; i++) process = bet(process, -0.3 + studentNoise(random));
  for (let i = 1; i <= PATIENCE; i++) {
    process = bet(process, edge + studentNoise(random));
    if (valueOf(process) >= 20) return i;
  }
  return Number.POSITIVE_INFINITY;
}
