import { type CycleInput } from "../../src/loops/evolution/cycle.ts";
import type { Evaluation, EvaluationRequest } from "../../src/loops/evolution/evaluation.ts";
import { emptyLedger, type Ledger } from "../../src/loops/evolution/ledger.ts";
import type { Operator } from "../../src/loops/evolution/operator.ts";
import { seededRandom } from "../../src/store/random.ts";
import type { RuleDocument } from "../../src/store/rules/document.ts";
import { DAY_MS } from "../../src/store/time.ts";
import { noiseOf } from "./noise.ts";

/** A market of trades: one a day for each candidate, whose true edge is known because it was put there. */
export interface PoolWorld {
  readonly seed: number;
  readonly trades: number;
  readonly candidates: number;
  /** True net edge in R of a candidate by its number. */
  readonly edgeOf: (candidate: number) => number;
  /** Share of every result that all candidates have in common. */
  readonly correlation?: number;
  /** Candidates up to this number are relatives: most of their result is the family's. */
  readonly family?: number;
  /** In R a trade; edges are net of it. */
  readonly cost?: number;
}

const FROM = Date.UTC(2020, 0, 1);
/** How much of their noise relatives have in common. */
const KINSHIP = 0.8;
/** How much of its noise a rule shares with one a tenth away. */
const NEIGHBORHOOD = 0.8;

const rule = (candidate: number): RuleDocument => ({
  id: "planted",
  version: 1,
  status: "active",
  symbols: "any",
  timeframe: "any",
  side: "long",
  params: {
    candidate: { value: candidate, min: candidate, max: candidate },
    x: { value: 20, min: 10, max: 30 },
  },
  entry: "close > candidate + x",
  exit: { stop: "1", target: "none", trail: "none", timeBars: "none", when: "none" },
  size: { riskPct: 0.5 },
  thesis: "planted, so that the truth is known",
});

/** Candidate 0 is what runs: it never trades, so that nothing is the incumbent. */
const INCUMBENT = rule(0);

/** Hands out candidates 1, 2, 3 … in order: a pool of known size in place of bred variations. */
export function inOrder(): Operator {
  let next = 0;
  return {
    name: "planted",
    vary: () => {
      next += 1;
      return { document: rule(next), change: `candidate ${next}` };
    },
  };
}

/** The data cut, candidates and an untouched ledger of that world. */
export const inputOf = (world: PoolWorld, ledger: Ledger = emptyLedger): CycleInput => ({
  seed: world.seed,
  cut: { from: FROM, to: FROM + world.trades * DAY_MS, periodMs: DAY_MS },
  soil: { incumbents: [INCUMBENT], hints: [], symbols: [], timeframes: [] },
  breeding: { operators: [inOrder()], count: world.candidates },
  ledger,
  calibration: 1,
  leastImprovement: 0,
  covered: () => ({ share: 1, symbol: "BTC/USD" }),
});

/** Answers requests of that world: deterministic by seed and candidate, and cut off where the request ends. */
export function evaluatorOf(world: PoolWorld): (request: EvaluationRequest) => Evaluation {
  const noises = new Map<string, Float64Array>();
  const noise = (name: string): Float64Array => {
    const known = noises.get(name) ?? noiseOf(world.trades, seededRandom(world.seed, name));
    noises.set(name, known);
    return known;
  };
  const { correlation = 0, family = 0, cost = 0.05 } = world;
  return ({ document, from, to, costFactor }) => {
    const candidate = document.params["candidate"]?.value ?? 0;
    const x = document.params["x"]?.value ?? 20;
    if (candidate === 0) return { trades: [], signals: [] };
    const parts: (readonly [weight: number, values: Float64Array])[] = [[correlation, noise("market")]];
    const kin = candidate <= family ? KINSHIP : 0;
    const near = x === 20 ? 0 : 1 - NEIGHBORHOOD;
    const rest = 1 - correlation;
    parts.push([rest * kin, noise("family")]);
    parts.push([rest * (1 - kin) * (1 - near), noise(`own ${candidate}`)]);
    parts.push([rest * (1 - kin) * near, noise(`own ${candidate} at ${x}`)]);
    const offset = world.edgeOf(candidate) - (costFactor - 1) * cost;
    const [trades, signals]: [Evaluation["trades"][number][], number[]] = [[], []];
    for (let t = 0; t < world.trades; t++) {
      const entryAt = FROM + t * DAY_MS;
      const exitAt = entryAt + DAY_MS / 2;
      if (entryAt < from || entryAt > to) continue;
      signals.push(entryAt);
      if (exitAt > to) continue;
      let r = offset;
      for (const [weight, values] of parts) r += Math.sqrt(weight) * values[t]!;
      trades.push({ entryAt, exitAt, r });
    }
    return { trades, signals };
  };
}
