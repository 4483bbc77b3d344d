import { deflatedOf, trialsOf } from "../../src/loops/evolution/contender.ts";
import { runCycle } from "../../src/loops/evolution/cycle.ts";
import { partsOf } from "../../src/loops/evolution/holdout.ts";
import { emptyLedger, withTried } from "../../src/loops/evolution/ledger.ts";
import { type Beliefs, learn } from "../../src/loops/trade/beliefs.ts";
import { seededRandom } from "../../src/store/random.ts";
import { type Experiment, share, twin } from "./experiment.ts";
import { studentNoise } from "./noise.ts";
import { evaluatorOf, inputOf, type PoolWorld } from "./pool.ts";

/** 9: what was learned is a function of what happened: the same again gives the same bits, and every try counts. */
export const replay: Experiment = {
  line: 9,
  title: "The same again",
  planted:
    "300 trades of three rules, learned at once and in two parts; a cycle of 30 candidates of which one is forgotten",
  seeds: { whole: 100, slice: 10 },
  run(seeds) {
    const count = { lessons: 0, proposals: 0, tries: 0, forgetful: 0 };
    for (const seed of seeds) {
      const facts = factsOf(seed);
      const half = told(facts.slice(0, 131), {});
      const rest = told(facts.slice(131), JSON.parse(JSON.stringify(half.beliefs)) as Beliefs);
      const whole = told(facts, {});
      const parts = { beliefs: rest.beliefs, lessons: [...half.lessons, ...rest.lessons] };
      if (JSON.stringify(parts) === JSON.stringify(whole)) count.lessons += 1;
      const world: PoolWorld = { seed, trades: 500, candidates: 30, edgeOf: (i) => (i === 7 ? 0.3 : 0) };
      const outcome = runCycle(inputOf(world), evaluatorOf(world));
      if (JSON.stringify(runCycle(inputOf(world), evaluatorOf(world))) === JSON.stringify(outcome))
        count.proposals += 1;
      const { search } = partsOf(inputOf(world).cut, emptyLedger)!;
      const [first, ...others] = outcome.ledger.tried.map((each) => ({
        ...each,
        fingerprint: `before ${each.fingerprint}`,
      }));
      const [all, fewer] = [[first!, ...others], others].map((tried) =>
        trialsOf(outcome.tested, withTried(emptyLedger, tried), search),
      );
      const best = outcome.tested.find(({ candidate }) => candidate === outcome.best)!;
      const isFelt = deflatedOf(best, all!) !== deflatedOf(best, fewer!);
      if (all!.count === fewer!.count + 1 && isFelt) count.tries += 1;
      const forgetful = trialsOf(outcome.tested, emptyLedger, search);
      if (deflatedOf(best, forgetful) > deflatedOf(best, all!)) count.forgetful += 1;
    }
    const n = seeds.length;
    return [
      share("lessons and beliefs bit for bit", count.lessons, n, { least: 1 }),
      share("cycle and proposal bit for bit", count.proposals, n, { least: 1 }),
      share("one forgotten try changes N and DSR", count.tries, n, { least: 1 }),
      twin("naive twin: a ledger that forgets earlier cycles believes more", count.forgetful, n, { least: 0.9 }),
    ];
  },
};

const factsOf = (seed: number) => {
  const random = seededRandom(seed, "facts");
  return Array.from({ length: 300 }, (_, i) => ({
    ruleId: `rule-${i % 3}`,
    ruleVersion: 1,
    regime: random() < 0.5 ? "rising, quiet" : "falling, wild",
    r: (i < 150 ? 0.3 : -0.4) + studentNoise(random),
    promised: { expectedR: 0.3 },
    status: "active" as const,
  }));
};

function told(facts: ReturnType<typeof factsOf>, from: Beliefs) {
  const lessons: string[] = [];
  let beliefs = from;
  for (const fact of facts) {
    const learned = learn(beliefs, fact);
    beliefs = learned.beliefs;
    if (learned.tightening !== null) lessons.push(learned.tightening.reason);
  }
  return { beliefs, lessons };
}
