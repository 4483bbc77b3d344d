import { DAY_MS } from "../../src/store/time.ts";
import type { Move, Plan } from "./plan.ts";
import type { Planted } from "./planted.ts";
import type { Violation } from "./scene.ts";
import { World } from "./world.ts";

/** A plan that still breaks the same invariant, with as few days and moves as were found. */
export interface Shrunk {
  readonly plan: Plan;
  readonly violation: Violation;
  /** Worlds that were lived for it. */
  readonly tries: number;
}

const MAX_TRIES = 300;

/**
 * Looks for the shortest history that breaks the same invariant: fewer days first, then delta debugging over the moves
 * (Zeller and Hildebrandt 2002, ddmin): halves, quarters and so on are left out as long as it still breaks.
 */
export async function shrink(plan: Plan, violation: Violation, planted: Planted = {}): Promise<Shrunk> {
  const search = new Search(plan, violation, planted);
  await search.fewerDays();
  await search.fewerMoves();
  await search.fewerDays();
  return search.found;
}

class Search {
  readonly #planted: Planted;
  #plan: Plan;
  #violation: Violation;
  #tries = 0;

  constructor(plan: Plan, violation: Violation, planted: Planted) {
    this.#plan = plan;
    this.#violation = violation;
    this.#planted = planted;
  }

  get found(): Shrunk {
    return { plan: this.#plan, violation: this.#violation, tries: this.#tries };
  }

  /** Ends the world with the day in which it broke, and then earlier still. */
  async fewerDays(): Promise<void> {
    const broke = Math.max(1, Math.ceil(this.#violation.atMs / DAY_MS));
    if (broke < this.#plan.days) await this.#breaks(broke, this.#plan.moves);
    while (this.#plan.days > 1 && (await this.#breaks(Math.floor(this.#plan.days / 2), this.#plan.moves)));
  }

  async fewerMoves(): Promise<void> {
    let parts = 2;
    while (this.#plan.moves.length > 0 && this.#tries < MAX_TRIES) {
      const size = Math.ceil(this.#plan.moves.length / parts);
      if (await this.#withoutOne(size)) parts = Math.max(2, parts - 1);
      else if (size === 1) return;
      else parts *= 2;
    }
  }

  /** Whether it still breaks without one of the parts of that size. */
  async #withoutOne(size: number): Promise<boolean> {
    const { moves, days } = this.#plan;
    for (let from = 0; from < moves.length; from += size) {
      if (await this.#breaks(days, [...moves.slice(0, from), ...moves.slice(from + size)])) return true;
      if (this.#tries >= MAX_TRIES) return false;
    }
    return false;
  }

  /** Lives another world, and keeps it if it breaks the same invariant. */
  async #breaks(days: number, moves: readonly Move[]): Promise<boolean> {
    this.#tries += 1;
    const plan = { ...this.#plan, days, moves: moves.filter(({ atMs }) => atMs < days * DAY_MS) };
    const { violation } = await new World(plan, this.#planted).run();
    if (violation?.name !== this.#violation.name) return false;
    this.#plan = plan;
    this.#violation = violation;
    return true;
  }
}
