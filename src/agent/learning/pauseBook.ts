import { isOfPause } from "../../loops/counterfactual/blocked.ts";
import { shareOfProof } from "../../loops/statistics/eProcess.ts";
import { ALARM_ALPHA } from "../../loops/trade/alarm.ts";
import { type Belief, freshBelief, observe } from "../../loops/trade/belief.ts";
import { beliefKey } from "../../loops/trade/beliefs.ts";
import type { AgentEventData } from "../../store/events/agent.ts";

interface Fact {
  readonly type: string;
  readonly data: unknown;
}

/** By version of a rule, "ema-trend v3". */
export type SavedPauses = readonly (readonly [string, Belief])[];

/** Versions that are remembered; the oldest go first. */
const MAX_KEYS = 200;
/** Nothing is promised of a rule in pause: it has to prove that it earns at all. */
const NOTHING = { expectedR: 0 };

/**
 * What rules in pause would have done since: their shadow trades, one after the other, as evidence that they earn again.
 * Folded from the agent's own events; an alarm that pauses a rule once more begins anew.
 */
export class PauseBook {
  readonly #beliefs: Map<string, Belief>;

  /** @param saved what another one knew, and `save` gave. */
  constructor(saved: SavedPauses = []) {
    this.#beliefs = new Map(saved);
  }

  save(): SavedPauses {
    return [...this.#beliefs];
  }

  /** Whether it said something new. */
  hear({ type, data }: Fact): boolean {
    if (type === "rule.doubted") return this.#doubted(data as AgentEventData<"rule.doubted">);
    if (type === "counterfactual.resolved") return this.#resolved(data as AgentEventData<"counterfactual.resolved">);
    return false;
  }

  /** What its shadow trades say of that version; null before the first one. */
  beliefOf(ruleId: string, version: number): Belief | null {
    return this.#beliefs.get(beliefKey(ruleId, version)) ?? null;
  }

  /** A sentence for each version of the rule that traded in shadow, the newest last. */
  of(ruleId: string): readonly string[] {
    const own = `${ruleId} v`;
    return [...this.#beliefs].flatMap(([key, { n, mean, promotion }]) => {
      if (!key.startsWith(own)) return [];
      const share = Math.round(shareOfProof(promotion, ALARM_ALPHA) * 100);
      const [trades, sign] = [n === 1 ? "trade" : "trades", mean < 0 ? "" : "+"];
      return [
        `v${key.slice(own.length)} in pause: ${n} ${trades} in shadow, mean ${sign}${mean.toFixed(2)} R, ${share} % of the proof that it earns again`,
      ];
    });
  }

  #doubted({ ruleId, ruleVersion, status }: AgentEventData<"rule.doubted">): boolean {
    if (status !== "paused" || ruleVersion === undefined) return false;
    return this.#beliefs.delete(beliefKey(ruleId, ruleVersion));
  }

  #resolved({ ruleId, ruleVersion, by, outcome, r }: AgentEventData<"counterfactual.resolved">): boolean {
    if (!isOfPause(by) || ruleVersion === undefined || outcome !== "closed" || r === null) return false;
    const key = beliefKey(ruleId, ruleVersion);
    const belief = this.#beliefs.get(key);
    const [oldest] = this.#beliefs.keys();
    if (belief === undefined && this.#beliefs.size >= MAX_KEYS && oldest !== undefined) this.#beliefs.delete(oldest);
    this.#beliefs.set(key, observe(belief ?? freshBelief(NOTHING), r));
    return true;
  }
}
