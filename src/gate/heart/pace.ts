/** Clock and timers of the machine, handed in: tests turn them by hand. */
export interface Timers {
  readonly monotonicMs: () => number;
  /** Calls back once after `ms`; the function returned takes that back. */
  readonly after: (ms: number, work: () => void) => () => void;
}

export interface PaceOptions {
  readonly timers: Timers;
  /** Market time over wall time, or as fast as ticks are acknowledged. */
  readonly speed: number | "max";
  readonly candleMs: number;
  /** At `max`: an acknowledgment that does not come within this ends the run. */
  readonly ackTimeoutMs: number;
  /** Closes one tick and sends it out: its number, or null when the market has ended. */
  readonly step: () => number | null;
  readonly onEnd: (reason: string, complete: boolean) => void;
}

const NOT_READY = -1;

/**
 * When the market clock of sim and replay moves on: never past a tick that an attached agent has not acknowledged; at
 * `speed` N not before its time has come; at `max` at once, but only with an agent attached.
 */
export class Pace {
  readonly #options: PaceOptions;
  #awaited: number | null = null;
  #attached = false;
  #running = false;
  #dueMs = 0;
  #cancel: () => void = () => {};

  constructor(options: PaceOptions) {
    this.#options = options;
  }

  start(): void {
    this.#running = true;
    const { speed, candleMs, timers } = this.#options;
    this.#dueMs = timers.monotonicMs() + (speed === "max" ? 0 : candleMs / speed);
    this.#plan();
  }

  stop(): void {
    this.#running = false;
    this.#cancel();
  }

  /** An agent is here but not yet ready: the clock waits for it. */
  agentGreeted(): void {
    this.#attached = true;
    this.#awaited = NOT_READY;
    this.#cancel();
  }

  agentReady(): void {
    if (this.#awaited === NOT_READY) this.#awaited = null;
    this.#plan();
  }

  /** An agent that is gone owes no acknowledgment. */
  agentGone(): void {
    this.#attached = false;
    this.#awaited = null;
    this.#plan();
  }

  acknowledged(n: number): void {
    if (n !== this.#awaited) return;
    this.#awaited = null;
    this.#plan();
  }

  #plan(): void {
    this.#cancel();
    const { speed, timers } = this.#options;
    if (!this.#running || this.#awaited !== null || (speed === "max" && !this.#attached)) return;
    const wait = speed === "max" ? 0 : Math.max(0, this.#dueMs - timers.monotonicMs());
    this.#cancel = timers.after(wait, () => this.#step());
  }

  #step(): void {
    const { speed, candleMs, timers, step, onEnd, ackTimeoutMs } = this.#options;
    const n = step();
    if (n === null) {
      this.stop();
      onEnd("the market has no more candles", true);
      return;
    }
    if (speed !== "max") this.#dueMs = Math.max(this.#dueMs + candleMs / speed, timers.monotonicMs());
    if (!this.#attached) {
      this.#plan();
      return;
    }
    this.#awaited = n;
    if (speed !== "max") return;
    this.#cancel = timers.after(ackTimeoutMs, () => {
      this.stop();
      onEnd(`the agent did not acknowledge tick ${n} within ${ackTimeoutMs} ms`, false);
    });
  }
}
