import type { Clock, Timestamp } from "../../store/time.ts";

/** The gate's idea of market time. */
export interface MarketTime {
  readonly now: Clock;
}

/** Market time that stands still until the market clock moves it: sim and replay. It never runs backward. */
export class TickTime implements MarketTime {
  #at: Timestamp;

  constructor(at: Timestamp) {
    this.#at = at;
  }

  readonly now = (): Timestamp => this.#at;

  moveTo(at: Timestamp): void {
    this.#at = Math.max(this.#at, at);
  }
}

/** The wall clock as market time, with real data: nobody moves it. */
export class WallTime implements MarketTime {
  readonly now: Clock;

  constructor(now: Clock) {
    this.now = now;
  }

  moveTo(): void {}
}
