import type { Evaluate, EvaluatedTrade } from "../../src/loops/evolution/evaluation.ts";
import { seededRandom } from "../../src/store/random.ts";
import type { RuleDocument } from "../../src/store/rules/document.ts";
import { DAY_MS, type Timestamp } from "../../src/store/time.ts";
import { noiseOf } from "./noise.ts";

/** A market of trades, one a day for each variant, in which edges are born, turn and fade. */
export interface TurningPlan {
  readonly seed: number;
  /** Names the draws: the same seed in another world is another world. */
  readonly name: string;
  readonly days: number;
  /** Variants that stand in the rulebook from the first day, with an edge from the first day. */
  readonly first: number;
  /** Variants behind them that wait for their edge; and those that never have one. */
  readonly unborn: number;
  readonly worthless: number;
  /** What an edge is, in R net of costs, while it is up, and once it has turned. */
  readonly up: number;
  readonly down: number;
  /** Mean days to a birth, and between two turns; infinite: never. */
  readonly life: number;
}

const FROM = Date.UTC(2020, 0, 1);
/** How much of its noise a rule shares with one a tenth away. */
const NEIGHBORHOOD = 0.8;
const COST_R = 0.05;
const USUAL_X = 20;

/** The rule of a name whose program is that variant. */
export const variantRule = (id: string, variant: number): RuleDocument => ({
  id,
  version: 1,
  status: "active",
  symbols: "any",
  timeframe: "any",
  side: "long",
  params: { variant: { value: variant, min: variant, max: variant }, x: { value: USUAL_X, min: 10, max: 30 } },
  entry: "close > variant + x",
  exit: { stop: "1", target: "none", trail: "none", timeBars: "none", when: "none" },
  size: { riskPct: 0.5 },
  thesis: "planted, so that the truth is known",
});

/** The days of a plan, lived: what each variant brings on each. */
export class TurningWorld {
  readonly plan: TurningPlan;
  readonly #results = new Map<number, Float64Array>();
  readonly #nearby = new Map<string, Float64Array>();

  constructor(plan: TurningPlan) {
    this.plan = plan;
  }

  get variants(): number {
    const { first, unborn, worthless } = this.plan;
    return first + unborn + worthless;
  }

  readonly at = (day: number): Timestamp => FROM + day * DAY_MS;

  /** What the rule's trade of that day came to, in R. */
  resultOn(document: RuleDocument, day: number): number {
    return this.#resultsOf(document.params["variant"]?.value ?? 0)[day] ?? 0;
  }

  /** The same as backtests, cut off where a request ends. */
  readonly evaluate: Evaluate = ({ document, from, to, costFactor }) => {
    const variant = document.params["variant"]?.value ?? 0;
    const x = document.params["x"]?.value ?? USUAL_X;
    const own = this.#resultsOf(variant);
    const near = x === USUAL_X ? null : this.#noiseNear(variant, x);
    const trades: EvaluatedTrade[] = [];
    const signals: Timestamp[] = [];
    for (let day = Math.max(0, Math.ceil((from - FROM) / DAY_MS)); day < this.plan.days; day++) {
      const entryAt = this.at(day);
      if (entryAt > to) break;
      signals.push(entryAt);
      if (entryAt + DAY_MS / 2 > to) continue;
      const r = near === null ? own[day]! : Math.sqrt(NEIGHBORHOOD) * own[day]! + near[day]!;
      trades.push({ entryAt, exitAt: entryAt + DAY_MS / 2, r: r - (costFactor - 1) * COST_R });
    }
    return { trades, signals };
  };

  #resultsOf(variant: number): Float64Array {
    const known = this.#results.get(variant);
    if (known !== undefined) return known;
    const { seed, name, days } = this.plan;
    const noise = noiseOf(days, seededRandom(seed, `${name} noise ${variant}`));
    const edges = this.#edgesOf(variant);
    const made = noise.map((each, day) => each + edges[day]!);
    this.#results.set(variant, made);
    return made;
  }

  /** The edge on each day: none before its birth, then up and down in turn. Variants are numbered from 1. */
  #edgesOf(variant: number): Float64Array {
    const { seed, name, days, first, unborn, up, down, life } = this.plan;
    const edges = new Float64Array(days);
    if (variant > first + unborn) return edges;
    const random = seededRandom(seed, `${name} edge ${variant}`);
    let edge = variant <= first ? up : 0;
    for (let day = 0; day < days; day++) {
      if (random() < 1 / life) edge = edge === up ? down : up;
      edges[day] = edge;
    }
    return edges;
  }

  #noiseNear(variant: number, x: number): Float64Array {
    const key = `${variant} at ${x}`;
    const { seed, name, days } = this.plan;
    const noise = () => noiseOf(days, seededRandom(seed, `${name} near ${key}`));
    const known = this.#nearby.get(key) ?? noise().map((each) => each * Math.sqrt(1 - NEIGHBORHOOD));
    this.#nearby.set(key, known);
    return known;
  }
}
