import { sampleOf, trialsOf } from "../../src/loops/evolution/contender.ts";
import { type CycleOutcome, runCycle } from "../../src/loops/evolution/cycle.ts";
import { partsOf } from "../../src/loops/evolution/holdout.ts";
import { emptyLedger } from "../../src/loops/evolution/ledger.ts";
import { deflatedSharpe } from "../../src/loops/statistics/deflatedSharpe.ts";
import { momentsOf } from "../../src/loops/statistics/moments.ts";
import { quantileOf } from "../../src/loops/statistics/quantile.ts";
import { type Experiment, share, twin } from "./experiment.ts";
import { evaluatorOf, inputOf, type PoolWorld } from "./pool.ts";

const FAMILY = 10;
const strong = (seed: number, trades: number, correlation = 0): PoolWorld => ({
  seed,
  trades,
  correlation,
  candidates: 50,
  family: FAMILY,
  edgeOf: (candidate) => (candidate <= FAMILY ? 0.3 : 0),
});
const weak = (seed: number): PoolWorld => ({
  seed,
  trades: 200,
  candidates: 50,
  edgeOf: (candidate) => (candidate === 1 ? 0.1 : 0),
});

/** The same edge beside worthless tries of which two in three pay for each of their trades. */
const beside = (seed: number): PoolWorld => ({
  ...strong(seed, 400),
  edgeOf: (candidate) => (candidate <= FAMILY ? 0.3 : candidate % 3 === 0 ? 0 : -0.6),
});

/** 2: a true edge is found among worthless ones and its own relatives, a weak one is not claimed. */
export const edge: Experiment = {
  line: 2,
  title: "A true edge among worthless ones",
  planted:
    "A earns 0.3 R net, nine relatives of A (correlation 0.8) as much, 40 candidates B nothing; costs 0.05 R a trade; a fifth held out",
  seeds: { whole: 200, slice: 20 },
  run(seeds) {
    const found = (trades: number, correlation = 0) =>
      seeds.map((seed) => {
        const world = strong(seed, trades, correlation);
        return { world, outcome: cycleOf(world) };
      });
    const [at400, at800, correlated] = [found(400), found(800), found(400, 0.5)];
    const ruined = seeds.map((seed) => ({ world: beside(seed), outcome: cycleOf(beside(seed)) }));
    const weakly = seeds.map((seed) => cycleOf(weak(seed)));
    const n = seeds.length;
    const refusals = weakly.filter(({ proposal }) => proposal === null);
    const told = refusals.filter(({ sentence }) => /needs about \d+ more trades/.test(sentence)).length;
    return [
      share("A proposed at 400 trades", at400.filter(isA).length, n, { least: 0.62 }),
      share("A proposed at 800 trades", at800.filter(isA).length, n, { least: 0.95 }),
      share("A proposed at 400 trades, candidates correlated 0.5", correlated.filter(isA).length, n, { least: 0.62 }),
      share("A proposed at 400 trades, two in three of the others ruined by fees", ruined.filter(isA).length, n, {
        least: 0.62,
      }),
      share("B proposed at 400 or 800 trades", [...at400, ...at800].filter(isB).length, 2 * n, { most: 0.02 }),
      share("weak edge of 0.1 R proposed at 200 trades", n - refusals.length, n, { most: 0.03 }),
      share("of those refused, told how many more trades", told, refusals.length, { least: 0.9 }),
      twin("naive twin: plain variance of the tries, A at 400", at400.filter(passesBy(plainVariance)).length, n, {
        most: 0.45,
      }),
      twin("naive twin: their interquartile range, A beside the ruined", ruined.filter(passesBy(byRange)).length, n, {
        most: 0.45,
      }),
    ];
  },
};

const cycleOf = (world: PoolWorld): CycleOutcome => runCycle(inputOf(world), evaluatorOf(world));

interface Run {
  readonly world: PoolWorld;
  readonly outcome: CycleOutcome;
}
const numberOf = ({ outcome }: Run): number => outcome.proposal?.candidate.document.params["candidate"]?.value ?? 0;
const isA = (run: Run): boolean => numberOf(run) >= 1 && numberOf(run) <= FAMILY;
const isB = (run: Run): boolean => numberOf(run) > FAMILY;

type Spread = (sharpes: readonly number[]) => number;
const plainVariance: Spread = (sharpes) => momentsOf(sharpes).deviation ** 2;
const byRange: Spread = (sharpes) => ((quantileOf(sharpes, 0.75) - quantileOf(sharpes, 0.25)) / 1.349) ** 2;

/** Proposed, and the DSR with that variance of the tries' Sharpe ratios would have let it pass as well. */
const passesBy =
  (variance: Spread) =>
  (run: Run): boolean => {
    const { world, outcome } = run;
    const { search } = partsOf(inputOf(world).cut, emptyLedger)!;
    const { count } = trialsOf(outcome.tested, emptyLedger, search);
    const spread = variance(outcome.tested.map(({ sharpe }) => sharpe));
    const survivor = outcome.tested.find(({ candidate }) => candidate === outcome.best)!;
    return isA(run) && deflatedSharpe(sampleOf(survivor.series), { count, variance: spread }) >= 0.95;
  };
