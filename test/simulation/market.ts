import type { Candle } from "../../src/store/market/candle.ts";
import type { Random } from "../../src/store/random.ts";
import { normal } from "../../src/store/random.ts";
import { MINUTE_MS } from "../../src/store/time.ts";

/** Between two prices of the walk. */
export const STEP_MS = 15 * MINUTE_MS;
export const CANDLE_MS = 60 * MINUTE_MS;

/** How a symbol walks: about 0.4 % a step; sometimes it gaps by several percent. Prices stay between these. */
const STEP_SIZE = 0.004;
const GAP_CHANCE = 0.004;
const GAP_SIZE = 0.05;
const [LOWEST, HIGHEST] = [60, 160];

/** One symbol's price, from moment to moment, and the candles of them. */
export class Walk {
  readonly #random: Random;
  #price = 100;
  #candle: Candle | null = null;

  constructor(random: Random) {
    this.#random = random;
  }

  get price(): number {
    return this.#price;
  }

  /** The next price, in cents; a market that stands still keeps the last one. */
  step(at: number, isStill: boolean): void {
    if (!isStill) this.#price = this.#next();
    this.#grow(at);
  }

  /** The candle up to this moment; the next step begins another. */
  close(openedAt: number): Candle {
    const { open, high, low, close } = this.#candle ?? flat(openedAt, this.#price);
    this.#candle = null;
    return { ts: openedAt, open, high, low, close, volume: 1 };
  }

  #next(): number {
    const gap = this.#random() < GAP_CHANCE ? normal(this.#random) * GAP_SIZE : 0;
    const next = this.#price * Math.exp(normal(this.#random) * STEP_SIZE + gap);
    return Math.round(Math.min(HIGHEST, Math.max(LOWEST, next)) * 100) / 100;
  }

  #grow(at: number): void {
    const before = this.#candle ?? flat(at, this.#price);
    const [high, low] = [Math.max(before.high, this.#price), Math.min(before.low, this.#price)];
    this.#candle = { ...before, high, low, close: this.#price };
  }
}

const flat = (ts: number, price: number): Candle => ({
  ts,
  open: price,
  high: price,
  low: price,
  close: price,
  volume: 1,
});
