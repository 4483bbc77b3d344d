import type { Timestamp } from "../../store/time.ts";

/** Candles between two askings at the most, however often the gate was busy. */
const MOST_CANDLES = 64;

/**
 * When that is asked again which the gate refused for a moment: after 1, 2, 4 … candles, 64 at the most. By the market's
 * time, so that a run in which the market waits asks at the same candles on every machine.
 */
export class Patience {
  readonly #candleMs: number;
  #refusals = 0;
  #notBefore = -Infinity;
  #because = "";

  constructor(candleMs: number) {
    this.#candleMs = candleMs;
  }

  /** Why it waits; empty when it does not. */
  get because(): string {
    return this.#because;
  }

  isOver(at: Timestamp): boolean {
    return at >= this.#notBefore;
  }

  /** The gate said no for a moment. */
  refused(at: Timestamp, because: string): void {
    this.#notBefore = at + this.#candleMs * Math.min(MOST_CANDLES, 2 ** this.#refusals);
    this.#refusals += 1;
    this.#because = because;
  }

  /** It was answered, or is not asked any more. */
  settled(): void {
    this.#refusals = 0;
    this.#notBefore = -Infinity;
    this.#because = "";
  }
}
