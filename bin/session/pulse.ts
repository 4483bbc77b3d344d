import type { Timers } from "../../src/gate/heart/pace.ts";

export interface PulseOptions {
  /** What is done at every beat; never throws. One beat ends before the next begins. */
  readonly work: () => Promise<void>;
  /** From `soon` to the beat it asks for. */
  readonly soonMs: number;
  /** From the end of a beat to the next when nobody asks. */
  readonly idleMs: number;
  readonly timers: Timers;
}

/** Repeats work: soon after it is asked for, however often that is, and now and then by itself. One timer at most. */
export class Pulse {
  readonly #options: PulseOptions;
  #callOff = (): void => {};
  #dueMs = Number.POSITIVE_INFINITY;
  #isBeating = false;
  /** Asked for again while a beat went on. */
  #isAsked = false;
  #isStopped = false;

  constructor(options: PulseOptions) {
    this.#options = options;
  }

  now(): void {
    this.#plan(0);
  }

  soon(): void {
    this.#plan(this.#options.soonMs);
  }

  stop(): void {
    this.#isStopped = true;
    this.#callOff();
  }

  #plan(ms: number): void {
    if (this.#isStopped) return;
    if (this.#isBeating) {
      this.#isAsked = true;
      return;
    }
    const { timers } = this.#options;
    const dueMs = timers.monotonicMs() + ms;
    if (dueMs >= this.#dueMs) return;
    this.#callOff();
    this.#dueMs = dueMs;
    this.#callOff = timers.after(ms, () => void this.#beat());
  }

  async #beat(): Promise<void> {
    const { work, soonMs, idleMs } = this.#options;
    this.#dueMs = Number.POSITIVE_INFINITY;
    this.#isBeating = true;
    this.#isAsked = false;
    await work();
    this.#isBeating = false;
    this.#plan(this.#isAsked ? soonMs : idleMs);
  }
}
