import type { RuleStatus } from "../../store/rules/document.ts";
import type { Held } from "../statistics/cluster.ts";
import { poolOf, type Posterior, shrink } from "../statistics/shrinkage.ts";
import { type Alarm, alarmsOf } from "./alarm.ts";
import { type Belief, freshBelief, observe, type Promised, rearmed, varianceOf } from "./belief.ts";
import { alarmSentence } from "./sentences.ts";
import { tighterStatus } from "./tighten.ts";

/** Beliefs by key: "rule v3" for the rule, "rule v3 | rising, quiet" for it in a regime. A new version starts anew. */
export type Beliefs = Readonly<Record<string, Belief>>;

/** What a closed trade adds to what is believed. */
export interface TradeFact {
  readonly ruleId: string;
  readonly ruleVersion: number;
  /** The regime it was entered in; null when that is not known. */
  readonly regime: string | null;
  /** Net P&L in units of the initial risk. */
  readonly r: number;
  /** When it was held; left out where that is not known. */
  readonly held?: Held;
  /** What the rule was accepted for; the first trade's counts. */
  readonly promised: Promised;
  /** The rule's status now: an alarm moves it one step down, never up. */
  readonly status: RuleStatus;
}

/** Less for a rule, decided by nobody's yes: the one thing that loop 1 may do by itself. A person may take it back. */
export interface Tightening {
  readonly ruleId: string;
  /** The version whose trades asked for it. */
  readonly ruleVersion: number;
  readonly status: "probation" | "paused";
  readonly alarms: readonly Alarm[];
  readonly reason: string;
}

export interface Learned {
  readonly beliefs: Beliefs;
  readonly tightening: Tightening | null;
}

export const beliefKey = (ruleId: string, ruleVersion: number, regime: string | null = null): string =>
  `${ruleId} v${ruleVersion}${regime === null ? "" : ` | ${regime}`}`;

/**
 * Takes a closed trade into what is believed of its rule, and of the rule in that regime. The work grows with the beliefs that
 * are kept, which `forgetOld` bounds, and not with history; the same trades in the same order give the same bits.
 */
export function learn(beliefs: Beliefs, fact: TradeFact): Learned {
  const { ruleId, ruleVersion, regime, r, held, status } = fact;
  const key = beliefKey(ruleId, ruleVersion);
  const after = observe(beliefs[key] ?? freshBelief(fact.promised), r, held ?? null);
  const alarms = alarmsOf(after);
  const to = alarms.length > 0 ? tighterStatus(status) : null;
  const told = to === null ? after : rearmed(after);
  const part = regime === null ? {} : within(beliefs, beliefKey(ruleId, ruleVersion, regime), fact);
  return {
    beliefs: { ...beliefs, ...part, [key]: told },
    tightening: to && { ruleId, ruleVersion, status: to, alarms, reason: alarmSentence(ruleId, to, after, alarms) },
  };
}

/**
 * What was believed of one version, believed of another one that does the same; the watch over it begins anew. The other
 * one's own trades, if it has any, stay its own. What is passed on stands last, as the newest.
 */
export function inherit(beliefs: Beliefs, ruleId: string, from: number, to: number): Beliefs {
  const [old, next] = [beliefKey(ruleId, from), beliefKey(ruleId, to)];
  const passed = Object.entries(beliefs).flatMap(([key, belief]) =>
    key === old || key.startsWith(`${old} | `) ? [[next + key.slice(old.length), rearmed(belief)] as const] : [],
  );
  return { ...beliefs, ...Object.fromEntries(passed.filter(([key]) => !Object.hasOwn(beliefs, key))) };
}

const within = (beliefs: Beliefs, key: string, { promised, r, held }: TradeFact): Beliefs => ({
  [key]: observe(beliefs[key] ?? freshBelief(promised), r, held ?? null),
});

/** What to believe of one key's mean in R: its own results pulled towards those of all rules (or of all of its regimes). */
export function posteriorOf(beliefs: Beliefs, key: string): Posterior {
  const isRegime = key.includes(" | ");
  const pool = Object.entries(beliefs).filter(([other]) => other.includes(" | ") === isRegime);
  const own = beliefs[key];
  return shrink(groupOf(own), poolOf(pool.map(([, each]) => groupOf(each))));
}

const groupOf = (belief: Belief | undefined) => ({
  n: belief?.n ?? 0,
  mean: belief?.mean ?? 0,
  variance: belief === undefined ? 0 : varianceOf(belief),
});
