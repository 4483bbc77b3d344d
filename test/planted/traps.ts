import { bestOf, testedOf } from "../../src/loops/evolution/contender.ts";
import { type CycleInput, runCycle } from "../../src/loops/evolution/cycle.ts";
import type { Evaluate } from "../../src/loops/evolution/evaluation.ts";
import { seededRandom } from "../../src/store/random.ts";
import { type Experiment, share, twin } from "./experiment.ts";
import { studentNoise } from "./noise.ts";
import { evaluatorOf, inputOf, type PoolWorld } from "./pool.ts";

const BARS = 600;

/** 7: what peeps is flagged, what dies of fees is not proposed, and what works in one regime is found there. */
export const traps: Experiment = {
  line: 7,
  title: "Traps and regimes",
  planted:
    "a signal that knows the next close; 0.15 % gross against 1.2 % of costs at a stop of 1 %; 0.5 R in one regime of three over 800 trades",
  seeds: { whole: 200, slice: 20 },
  run(seeds) {
    const leaks = seeds.map((seed) => runCycle(leakInput(seed), leakEvaluator(seed)));
    const flagged = leaks.filter(({ gates }) =>
      gates.some(({ code, passed }) => code === "FORESIGHT" && !passed),
    ).length;
    const unseen = leaks.filter(({ gates }) =>
      gates.every(({ code, passed }) => passed || code === "FORESIGHT"),
    ).length;
    const honest = seeds.map((seed) => runCycle(leakInput(seed), leakEvaluator(seed, 0)));
    const accused = honest.filter(({ gates }) =>
      gates.some(({ code, passed }) => code === "FORESIGHT" && !passed),
    ).length;
    const fees = seeds.filter((seed) => proposes(feeWorld(seed, 1.2))).length;
    const gross = seeds.filter((seed) => proposes(feeWorld(seed, 0))).length;
    const gated = seeds.filter(regimeRanksFirst).length;
    const n = seeds.length;
    return [
      share("leak flagged", flagged, n, { least: 1 }),
      share("honest twin of the leak flagged", accused, n, { most: 0 }),
      share("proposed though fees eat it", fees, n, { most: 0 }),
      share("regime-gated candidate ranks first", gated, n, { least: 0.9 }),
      twin("naive twin: every other gate lets the leak pass", unseen, n, { least: 0.85 }),
      twin("naive twin: backtest before fees proposes", gross, n, { least: 0.85 }),
    ];
  },
};

const proposes = (world: PoolWorld): boolean => runCycle(inputOf(world), evaluatorOf(world)).proposal !== null;

/** One candidate of ten is right about the market: 0.15 % are 0.15 R at a stop of 1 %, of which costs are taken. */
const feeWorld = (seed: number, cost: number): PoolWorld => ({
  seed,
  trades: 2_000,
  candidates: 10,
  edgeOf: (candidate) => (candidate === 1 ? 0.15 : 0) - cost,
  cost,
});

const leakInput = (seed: number): CycleInput => inputOf({ seed, trades: BARS, candidates: 4, edgeOf: () => 0 });

/**
 * A random walk of closes. Each candidate buys when the close `ahead` candles later is higher than this one, and sells a
 * day after: at 1 it knows the next close, at 0 it looks at the last change instead.
 */
function leakEvaluator(seed: number, ahead = 1): Evaluate {
  const random = seededRandom(seed, "walk");
  const steps = Array.from({ length: BARS + 1 }, () => studentNoise(random));
  const { cut } = leakInput(seed);
  return ({ document, from, to }) => {
    const candidate = document.params["candidate"]?.value ?? 0;
    const x = document.params["x"]?.value ?? 20;
    const [trades, signals] = [[], []] as [{ entryAt: number; exitAt: number; r: number }[], number[]];
    if (candidate === 0) return { trades, signals };
    for (let bar = 1; bar < BARS; bar++) {
      const closesAt = cut.from + bar * cut.periodMs;
      if (closesAt < from || closesAt > to) continue;
      // The last candle has no next one yet: what it would be is taken to be nothing.
      const isKnown = closesAt + ahead * cut.periodMs <= to;
      const move = ahead === 0 ? steps[bar]! : isKnown ? steps[bar + 1]! : 0;
      if (move <= (x - 20) / 100 + candidate / 50) continue;
      signals.push(closesAt);
      const exitAt = closesAt + cut.periodMs / 2;
      if (exitAt <= to) trades.push({ entryAt: closesAt, exitAt, r: steps[bar + 1]! });
    }
    return { trades, signals };
  };
}

const TRADES = 800;
const BLOCK = 40;

/** Whether, of one rule's variations, the one that trades in the good regime alone has the highest Sharpe ratio. */
function regimeRanksFirst(seed: number): boolean {
  const random = seededRandom(seed, "regimes");
  const regimes = Array.from({ length: TRADES / BLOCK }, () => Math.floor(random() * 3));
  const regimeOf = (trade: number): number => regimes[Math.floor(trade / BLOCK)]!;
  const common = Array.from({ length: TRADES }, (_, t) => studentNoise(random) + (regimeOf(t) === 0 ? 0.5 : 0));
  const { cut } = inputOf({ seed, trades: TRADES, candidates: 0, edgeOf: () => 0 });
  const evaluate = (candidate: number) => {
    const own = seededRandom(seed, `variation ${candidate}`);
    const trades = common.flatMap((r, t) => {
      const noise = studentNoise(own);
      // The first three stay in one regime; the others trade everywhere, nearly as the rule itself does.
      if (candidate < 3 && regimeOf(t) !== candidate) return [];
      const entryAt = cut.from + t * cut.periodMs;
      const result = candidate < 3 ? r : 0.95 * r + Math.sqrt(1 - 0.95 ** 2) * noise;
      return [{ entryAt, exitAt: entryAt + 1, r: result }];
    });
    return { trades, signals: [] };
  };
  const variations = Array.from({ length: 20 }, (_, i) => i);
  const { soil } = inputOf({ seed, trades: TRADES, candidates: 0, edgeOf: () => 0 });
  const candidates = variations.map((i) => ({
    document: soil.incumbents[0]!,
    parent: null,
    operator: i < 3 ? "regime gate" : "parameter jitter",
    change: `variation ${i}`,
    fingerprint: `${i}`,
  }));
  return bestOf(testedOf(candidates, variations.map(evaluate), new Map(), cut)) === 0;
}
