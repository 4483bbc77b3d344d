import type { Random } from "../../random.ts";

export type RegimeName = "trend" | "range" | "crash";

export interface Regime {
  readonly name: RegimeName;
  /** Multiplies the volatility of every symbol. */
  readonly volatility: number;
  /** Drift of a bar in units of its volatility. */
  readonly drift: number;
  /** Multiplies the spread. */
  readonly spread: number;
}

interface State extends Regime {
  /** Where the chain goes when it leaves, and how likely it does so in one bar. */
  readonly leave: readonly (readonly [RegimeName, number])[];
}

/**
 * Drifts are far below what costs leave over, and cancel in the long run (a crash is rare but falls): nothing here is an
 * edge that nobody planted.
 */
const REGIMES: Readonly<Record<RegimeName, State>> = {
  trend: {
    name: "trend",
    volatility: 1,
    drift: 0.005,
    spread: 1,
    leave: [
      ["crash", 0.0003],
      ["range", 0.0007],
    ],
  },
  range: {
    name: "range",
    volatility: 0.8,
    drift: 0,
    spread: 1,
    leave: [
      ["crash", 0.0003],
      ["trend", 0.0007],
    ],
  },
  crash: {
    name: "crash",
    volatility: 1.7,
    drift: -0.02,
    spread: 5,
    leave: [
      ["trend", 0.002],
      ["range", 0.002],
    ],
  },
};

/** A Markov chain over three regimes, shared by all symbols: each call is the next bar's. It starts in "range". */
export function regimes(random: Random): () => Regime {
  let state = REGIMES.range;
  return () => {
    let chance = random();
    for (const [name, probability] of state.leave) {
      if (chance < probability) {
        state = REGIMES[name];
        break;
      }
      chance -= probability;
    }
    return state;
  };
}
