import type { Blocked } from "../../src/loops/counterfactual/blocked.ts";
import { checkValue, checkValues } from "../../src/loops/counterfactual/checkValue.ts";
import { momentsOf } from "../../src/loops/statistics/moments.ts";
import { seededRandom } from "../../src/store/random.ts";
import { type Experiment, share, twin } from "./experiment.ts";
import { studentNoise } from "./noise.ts";

const BLOCKS = 150;
const A_DAY = 5;
/** Share of a result that all of a day have in common. */
const DAY = 0.3;

/** 5: what a check is worth has the right sign, an interval that covers, and is split where it is shared. */
export const checkWorth: Experiment = {
  line: 5,
  title: "What a check is worth",
  planted: "150 entries blocked, five a day with 0.3 of their variance in common, worth −0.4 R or +0.4 R each",
  seeds: { whole: 400, slice: 100 },
  run(seeds) {
    const count = { sign: 0, covers: 0, naive: 0, split: 0 };
    for (const seed of seeds)
      for (const edge of [-0.4, 0.4]) {
        const blocked = blockedBy(["PLANTED"], edge, seed);
        const { net } = checkValue("PLANTED", blocked);
        const truth = -edge * BLOCKS;
        if (Math.sign(net.total) === Math.sign(truth)) count.sign += 1;
        if (net.low <= truth && truth <= net.high) count.covers += 1;
        const { mean, deviation } = momentsOf(blocked.map(({ r }) => -(r ?? 0)));
        const half = 1.6449 * deviation * Math.sqrt(BLOCKS);
        if (Math.abs(mean * BLOCKS - truth) <= half) count.naive += 1;
        const [one, other] = checkValues(blockedBy(["PLANTED", "TWIN"], edge, seed));
        const isSplit = one!.net.total === other!.net.total;
        if (isSplit && Math.abs(one!.net.total + other!.net.total - net.total) < 1e-9) count.split += 1;
      }
    const n = 2 * seeds.length;
    return [
      share("sign right", count.sign, n, { least: 0.95 }),
      share("90 % interval by days covers the truth", count.covers, n, { least: 0.85, most: 0.95 }),
      share("two identical checks share alike and add up", count.split, n, { least: 1 }),
      twin("naive twin: interval as if trades were independent covers", count.naive, n, { most: 0.85 }),
    ];
  },
};

function blockedBy(by: readonly string[], edge: number, seed: number): readonly Blocked[] {
  const random = seededRandom(seed, `blocked ${edge}`);
  let common = 0;
  return Array.from({ length: BLOCKS }, (_, i) => {
    if (i % A_DAY === 0) common = studentNoise(random);
    const r = edge + Math.sqrt(DAY) * common + Math.sqrt(1 - DAY) * studentNoise(random);
    const day = `day ${Math.floor(i / A_DAY)}`;
    return { intentId: `${i}`, ruleId: "planted", day, by, kind: "denied", share: 1, outcome: "closed", r };
  });
}
