import { isOfPause } from "../../loops/counterfactual/blocked.ts";
import { beliefKey } from "../../loops/trade/beliefs.ts";
import { freshPause, type Pause, paused, shareOfComeback } from "../../loops/trade/pause.ts";
import type { AgentEventData } from "../../store/events/agent.ts";

interface Fact {
  readonly type: string;
  readonly data: unknown;
}

/** By version of a rule, "ema-trend v3". */
export type SavedPauses = readonly (readonly [string, Pause])[];

/** Versions that are remembered; the oldest go first. */
const MAX_KEYS = 200;

/**
 * What rules in pause would have done since: their shadow trades, one after the other, as evidence that their edge has come back.
 * Folded from the agent's own events; an alarm that pauses a rule once more begins anew.
 */
export class PauseBook {
  readonly #pauses: Map<string, Pause>;

  /** @param saved what another one knew, and `save` gave. */
  constructor(saved: SavedPauses = []) {
    this.#pauses = new Map(saved);
  }

  save(): SavedPauses {
    return [...this.#pauses];
  }

  /** Whether it said something new. */
  hear({ type, data }: Fact): boolean {
    if (type === "rule.doubted") return this.#doubted(data as AgentEventData<"rule.doubted">);
    if (type === "counterfactual.resolved") return this.#resolved(data as AgentEventData<"counterfactual.resolved">);
    return false;
  }

  /** What its shadow trades say of that version; null before the first one. */
  of(ruleId: string, version: number): Pause | null {
    return this.#pauses.get(beliefKey(ruleId, version)) ?? null;
  }

  /** A sentence for each version of the rule that traded in shadow, the newest last. */
  told(ruleId: string): readonly string[] {
    const own = `${ruleId} v`;
    return [...this.#pauses].flatMap(([key, pause]) => {
      if (!key.startsWith(own)) return [];
      const { n, mean } = pause;
      const share = Math.round(shareOfComeback(pause) * 100);
      const [trades, sign] = [n === 1 ? "trade" : "trades", mean < 0 ? "" : "+"];
      return [
        `v${key.slice(own.length)} in pause: ${n} ${trades} in shadow, mean ${sign}${mean.toFixed(2)} R, ${share} % of the proof that its edge has come back`,
      ];
    });
  }

  #doubted({ ruleId, ruleVersion, status }: AgentEventData<"rule.doubted">): boolean {
    if (status !== "paused" || ruleVersion === undefined) return false;
    return this.#pauses.delete(beliefKey(ruleId, ruleVersion));
  }

  #resolved(resolved: AgentEventData<"counterfactual.resolved">): boolean {
    const { ruleId, ruleVersion, by, outcome, r, entryAt, exitAt } = resolved;
    if (!isOfPause(by) || ruleVersion === undefined || outcome !== "closed" || r === null) return false;
    const key = beliefKey(ruleId, ruleVersion);
    const known = this.#pauses.get(key);
    const [oldest] = this.#pauses.keys();
    if (known === undefined && this.#pauses.size >= MAX_KEYS && oldest !== undefined) this.#pauses.delete(oldest);
    this.#pauses.set(
      key,
      paused(
        known ?? freshPause,
        r,
        typeof entryAt === "number" && typeof exitAt === "number" ? { entryAt, exitAt } : null,
      ),
    );
    return true;
  }
}
