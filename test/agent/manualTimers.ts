import type { SetTimer } from "../../src/agent/timer.ts";

/** Monotonic time that a test turns by hand. */
export class ManualTimers {
  #nowMs = 0;
  #timers: { readonly atMs: number; readonly work: () => void }[] = [];

  readonly monotonicMs = (): number => this.#nowMs;

  readonly setTimer: SetTimer = (ms, work) => {
    const timer = { atMs: this.#nowMs + ms, work };
    this.#timers.push(timer);
    return () => void (this.#timers = this.#timers.filter((each) => each !== timer));
  };

  /** How long until each timer that is set, in ms. */
  get waits(): readonly number[] {
    return this.#timers.map(({ atMs }) => atMs - this.#nowMs).toSorted((a, b) => a - b);
  }

  /** Lets time pass: what is due by then is called in order. */
  advance(ms: number): void {
    const end = this.#nowMs + ms;
    for (;;) {
      const [next] = this.#timers.filter(({ atMs }) => atMs <= end).toSorted((a, b) => a.atMs - b.atMs);
      if (next === undefined) break;
      this.#timers = this.#timers.filter((each) => each !== next);
      this.#nowMs = Math.max(this.#nowMs, next.atMs);
      next.work();
    }
    this.#nowMs = end;
  }
}
