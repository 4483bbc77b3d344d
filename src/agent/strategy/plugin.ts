import type { Candle } from "../../store/market/candle.ts";
import type { ValidRule } from "../../store/rules/validate.ts";
import { compileRule, type Evidence, type Readings, type RuleEvaluator } from "./compile.ts";

/** What a plug-in says on one closed candle. What it leaves out is as its rule has it. */
export interface Says {
  /** Whether it wants in: counts only where its rule's own `entry` holds too. */
  readonly entry: boolean;
  /** Price distances from the close; a target of null is none. */
  readonly stopDistance?: number;
  readonly targetDistance?: number | null;
  readonly trailDistance?: number | null;
  /** Whether it wants out, beside what its rule's `exit.when` says. */
  readonly exitWhen?: boolean;
  /** What it saw, for the thesis. */
  readonly evidence?: readonly Evidence[];
}

/** What a plug-in is given when it starts on a symbol. */
export interface Start {
  readonly symbol: string;
  /** The values of its rule's parameters, by name. */
  readonly params: Readonly<Record<string, number>>;
}

/** A strategy in TypeScript: it decides when, its rule in the rulebook says the rest, and the gate holds it to that. */
export interface Strategy {
  /** The id of its rule. */
  readonly id: string;
  /** A fresh run over one symbol's candles: the function is asked once for each closed candle, oldest first. */
  readonly start: (start: Start) => (candle: Candle) => Says;
}

/** States a strategy; the default export of a plug-in's module. */
export const defineStrategy = (strategy: Strategy): Strategy => strategy;

/** Strategies that were found, by the id of their rule, and a line for each that could not be loaded. */
export interface Plugins {
  readonly strategies: ReadonlyMap<string, Strategy>;
  readonly problems: readonly string[];
}
export const NO_PLUGINS: Plugins = { strategies: new Map(), problems: [] };

/** Where a plug-in runs, and who is told when it fails: from then on it says nothing any more. */
export interface PluginPost {
  readonly symbol: string;
  readonly candleMs: number | null;
  readonly onFault: (problem: string) => void;
}

/** A rule whose plug-in has a say: the same readings, and so the same signals and theses, as of a rule without one. */
export function pluginEvaluator(strategy: Strategy, rule: ValidRule, post: PluginPost): RuleEvaluator {
  const base = compileRule(rule, post.candleMs);
  let next: ((candle: Candle) => Says) | null = null;
  let isFaulty = false;
  const guarded = (candle: Candle): Says => {
    if (isFaulty) return { entry: false };
    try {
      next ??= strategy.start({ symbol: post.symbol, params: Object.fromEntries(rule.params) });
      return checked(next(candle));
    } catch (error) {
      isFaulty = true;
      const why = error instanceof Error ? error.message : String(error);
      post.onFault(`plug-in ${strategy.id} on ${post.symbol} failed and is silent until a restart: ${why}`);
      return { entry: false };
    }
  };
  return { next: (candle) => joined(base.next(candle), guarded(candle)) };
}

/** Strangers' code is looked at before it is believed. @throws TypeError on what is not what it ought to be. */
function checked(says: Says): Says {
  if (typeof says !== "object" || says === null || typeof says.entry !== "boolean") {
    throw new TypeError("it must say { entry: true } or { entry: false }");
  }
  for (const name of ["stopDistance", "targetDistance", "trailDistance"] as const) {
    const value = says[name];
    if (value !== undefined && value !== null && typeof value !== "number")
      throw new TypeError(`${name} must be a number`);
  }
  return says;
}

function joined(base: Readings, says: Says): Readings {
  const entry = base.entry && says.entry;
  return {
    ...base,
    entry,
    stopDistance: says.stopDistance ?? base.stopDistance,
    targetDistance: says.targetDistance === undefined ? base.targetDistance : says.targetDistance,
    trailDistance: says.trailDistance === undefined ? base.trailDistance : says.trailDistance,
    exitWhen: base.exitWhen || (base.ready && says.exitWhen === true),
    regime: entry ? (base.regime ?? null) : null,
    evidence: entry ? [...(says.evidence ?? []), ...base.evidence] : [],
  };
}
