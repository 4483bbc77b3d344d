import type { Timers } from "../../src/gate/heart/pace.ts";
import { MINUTE_MS, SECOND_MS } from "../../src/store/time.ts";
import type { Timeline } from "./timeline.ts";

/** What comes after seconds comes after so many on this machine: it is slow, and a day has many rounds. */
const SLOW_MS = 15 * SECOND_MS;
/** What sleeps is woken after this long in any case. */
const LONGEST_MS = 15 * MINUTE_MS;

/**
 * Timers for a process that goes round and round: a round that could learn nothing is not lived, or a simulated day
 * would take as long as its tens of thousands of questions. It sleeps until something stirs.
 */
export class Lull {
  readonly #timeline: Timeline;
  readonly #isIdle: () => boolean;
  #wakers: (() => void)[] = [];

  constructor(timeline: Timeline, isIdle: () => boolean) {
    this.#timeline = timeline;
    this.#isIdle = isIdle;
  }

  /** Something happened that a round could learn of. */
  stir(): void {
    const wakers = this.#wakers;
    this.#wakers = [];
    for (const wake of wakers) wake();
  }

  timersOf(isAlive: () => boolean): Timers {
    const { monotonicMs, after } = this.#timeline.timersOf(isAlive);
    return {
      monotonicMs,
      after: (ms, work) => (ms < SECOND_MS ? after(ms, work) : this.#slowly(after, Math.max(ms, SLOW_MS), work)),
    };
  }

  #slowly(after: Timers["after"], ms: number, work: () => void): () => void {
    let isOver = false;
    const once = (): void => {
      if (!isOver) work();
      isOver = true;
    };
    after(ms, () => {
      if (isOver) return;
      if (!this.#isIdle()) {
        once();
        return;
      }
      after(LONGEST_MS, once);
      this.#wakers.push(() => after(SECOND_MS, once));
    });
    return () => {
      isOver = true;
    };
  }
}
