import type { Blocked } from "../../loops/counterfactual/blocked.ts";

export type Miss = Omit<Blocked, "kind" | "intentId">;

/** By version of a rule and condition. */
export type SavedMisses = readonly (readonly [string, readonly Miss[]])[];

/** Conditions that are remembered; the oldest go first. Of each, misses a day, and in all: some weeks. */
const MAX_CONDITIONS = 400;
const MAX_A_DAY = 20;
const MAX_MISSES = 400;

/**
 * What each condition of each rule kept out. Each has room of its own: one that keeps out much pushes out no other, and a
 * busy day no earlier one.
 */
export class MissBook {
  readonly #misses: Map<string, readonly Miss[]>;

  /** @param saved what another one knew, and `save` gave. */
  constructor(saved: SavedMisses = []) {
    this.#misses = new Map(saved);
  }

  save(): SavedMisses {
    return [...this.#misses];
  }

  hear(miss: Miss): void {
    const { ruleId, ruleVersion = 0, day, by } = miss;
    const key = JSON.stringify([ruleId, ruleVersion, by[0]]);
    const known = this.#misses.get(key) ?? [];
    if (known.filter((each) => each.day === day).length >= MAX_A_DAY) return;
    const [oldest] = this.#misses.keys();
    if (known.length === 0 && this.#misses.size >= MAX_CONDITIONS && oldest !== undefined) this.#misses.delete(oldest);
    this.#misses.set(key, [...known, miss].slice(-MAX_MISSES));
  }

  /** Rules of which something is known. */
  get rules(): readonly string[] {
    return [...new Set([...this.#misses.values()].flatMap(([first]) => (first === undefined ? [] : [first.ruleId])))];
  }

  /** What the conditions of the rule's newest version kept out: earlier ones had others. */
  of(ruleId: string): readonly Miss[] {
    const own = [...this.#misses.values()].flat().filter((each) => each.ruleId === ruleId);
    const newest = Math.max(...own.map(({ ruleVersion = 0 }) => ruleVersion));
    return own.filter(({ ruleVersion = 0 }) => ruleVersion === newest);
  }
}
