import { COMEBACK, comebackOf, freshPause, type Pause, paused } from "../../src/loops/trade/pause.ts";
import { valueOf } from "../../src/loops/statistics/eProcess.ts";
import { wilcoxon } from "../../src/loops/statistics/wilcoxon.ts";
import { rearmed } from "../../src/loops/trade/belief.ts";
import { beliefKey, type Beliefs, learn } from "../../src/loops/trade/beliefs.ts";
import { seededRandom } from "../../src/store/random.ts";
import { type Experiment, mean, pValue, twin, twoSided } from "./experiment.ts";
import { studentNoise } from "./noise.ts";

const RULES = 4;
const TRADES = 1_000;
/** Mean trades between two turns of an edge. */
const LIFE = 200;
/** What of its size a rule has by its status; in pause it is followed without money. */
const WEIGHT = { active: 1, probation: 0.25, paused: 0 } as const;

type World = "turns" | "fades" | "null" | "steady";
const EDGES = { turns: [0.3, -0.3], fades: [0.3, 0], null: [0, 0], steady: [0.3, 0.3] } as const;

/** 8: learning pays where edges die, and costs nothing but luck where there is none. */
export const onOff: Experiment = {
  line: 8,
  title: "Loop 1 on against off",
  planted: `${RULES} rules of ${TRADES} trades each whose edge of 0.3 R turns to −0.3 R and back, every ${LIFE} trades on average; a person lets a rule do more, a step at a time, when the loops ask for it. Loop 2 has no part in it`,
  seeds: { whole: 200, slice: 50 },
  run(seeds) {
    const inWorld = (world: World) => seeds.map((seed) => live(world, seed));
    const [turns, fades, nothing, steady] = [inWorld("turns"), inWorld("fades"), inWorld("null"), inWorld("steady")];
    const gained = (nets: readonly Net[], how: "on" | "naive") => nets.map((net) => net[how] - net.off);
    const kept = (how: "on" | "naive") => steady.map((net) => net[how] / net.off);
    const careless = kept("naive").filter((each) => each < 0.9).length;
    return [
      mean("edges that turn: R gained by learning", gained(turns, "on"), { least: 0 }),
      pValue("the same by Wilcoxon, one-sided", wilcoxon(gained(turns, "on")), { most: 0.01 }),
      pValue("nothing to learn, no costs: two-sided", twoSided(gained(nothing, "on")), { least: 0.05 }),
      mean("an edge that stays: share of its R that is kept", kept("on"), { least: 0.9 }),
      mean("edges that fade to nothing and come back, reported beside it", gained(fades, "on"), {}),
      mean("where edges turn, leaving out whatever lost its last ten trades gains", gained(turns, "naive"), {}),
      twin("naive twin: that rule keeps less than 90 % of an edge that stays", careless, seeds.length, { least: 0.9 }),
    ];
  },
};

const PROMISED = { expectedR: 0.3 };

interface Net {
  readonly on: number;
  readonly off: number;
  readonly naive: number;
}

function live(world: World, seed: number): Net {
  const random = seededRandom(seed, world);
  const [up, down] = EDGES[world];
  const net = { on: 0, off: 0, naive: 0 };
  for (let rule = 0; rule < RULES; rule++) {
    const ruleId = `rule-${rule}`;
    const key = beliefKey(ruleId, 1);
    let [beliefs, pause, status, edge]: [Beliefs, Pause, keyof typeof WEIGHT, number] = [{}, freshPause, "active", up];
    const lately: number[] = [];
    for (let i = 0; i < TRADES; i++) {
      if (random() < 1 / LIFE) edge = edge === up ? down : up;
      const r = edge + studentNoise(random);
      net.off += r;
      net.on += WEIGHT[status] * r;
      const block = lately.slice(-10 - (lately.length % 10), lately.length - (lately.length % 10));
      if (block.reduce((sum, each) => sum + each, 0) >= 0) net.naive += r;
      lately.push(r);
      if (status === "paused") {
        pause = paused(pause, r);
        if (comebackOf(pause) < COMEBACK) continue;
        [status, pause] = ["probation", freshPause];
        beliefs = { ...beliefs, [key]: rearmed(beliefs[key]!) };
        continue;
      }
      const learned = learn(beliefs, { ruleId, ruleVersion: 1, regime: null, r, promised: PROMISED, status });
      ({ beliefs } = learned);
      if (learned.tightening !== null) ({ status } = learned.tightening);
      else if (status === "probation" && valueOf(beliefs[key]!.promotion) >= 20) {
        status = "active";
        beliefs = { ...beliefs, [key]: rearmed(beliefs[key]!) };
      }
    }
  }
  return net;
}
