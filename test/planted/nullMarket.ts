import { sampleOf } from "../../src/loops/evolution/contender.ts";
import { runCycle } from "../../src/loops/evolution/cycle.ts";
import { partsOf } from "../../src/loops/evolution/holdout.ts";
import { emptyLedger } from "../../src/loops/evolution/ledger.ts";
import { openHoldout } from "../../src/loops/evolution/openHoldout.ts";
import { probabilisticSharpe } from "../../src/loops/statistics/sharpe.ts";
import { type Experiment, share, twin } from "./experiment.ts";
import { evaluatorOf, inputOf, type PoolWorld } from "./pool.ts";

/** 1: where there is nothing, nothing is proposed, and no gate hides behind another. */
export const nullMarket: Experiment = {
  line: 1,
  title: "Null market",
  planted: "50 candidates a cycle, 200 trades each, no edge, no costs; a fifth held out",
  seeds: { whole: 200, slice: 40 },
  run(seeds) {
    const count = { proposed: 0, dsr: 0, one: 0, spa: 0, pbo: 0, holdout: 0, naive: 0 };
    for (const seed of seeds) {
      const world: PoolWorld = { seed, trades: 200, candidates: 50, edgeOf: () => 0, cost: 0 };
      const { proposal, gates, tested, best } = runCycle(inputOf(world), evaluatorOf(world));
      const passed = new Set(gates.filter((each) => each.passed).map(({ code }) => code));
      const survivor = tested.find(({ candidate }) => candidate === best)!;
      const sample = sampleOf(survivor.series);
      if (proposal !== null) count.proposed += 1;
      if (passed.has("DSR")) count.dsr += 1;
      if (passed.has("SPA")) count.spa += 1;
      if (passed.has("PBO")) count.pbo += 1;
      if (probabilisticSharpe(sample, 0) >= 0.95) count.one += 1;
      if (sample.sharpe * Math.sqrt(sample.n) > 1.6449) count.naive += 1;
      if (holdoutOf(world, survivor.candidate)) count.holdout += 1;
    }
    const n = seeds.length;
    return [
      share("cycles that propose", count.proposed, n, { most: 0.01 }),
      share("DSR alone lets the best pass", count.dsr, n, { most: 0.05 }),
      share("SPA alone lets pass", count.spa, n, { least: 0.02, most: 0.12 }),
      share("PBO alone lets pass", count.pbo, n, { least: 0.02, most: 0.1 }),
      share("the holdout alone lets pass", count.holdout, n, { least: 0.4, most: 0.6 }),
      twin("naive twin: DSR that counts one try", count.one, n, { least: 0.47 }),
      twin("naive twin: t-test of the best at 5 %", count.naive, n, { least: 0.85 }),
    ];
  },
};

/** Opens the holdout whatever the gates said, to see this gate alone. */
function holdoutOf(world: PoolWorld, candidate: Parameters<typeof openHoldout>[0]): boolean {
  const running = openHoldout(candidate, partsOf(inputOf(world).cut, emptyLedger)!.holdout, () => ({
    share: 1,
    symbol: "BTC/USD",
  }));
  const evaluate = evaluatorOf(world);
  let step = running.next();
  while (step.done !== true) step = running.next(step.value.map(evaluate));
  return step.value.judged.passed;
}
