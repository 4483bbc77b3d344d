import type { Timestamp } from "../../store/time.ts";
import type { Marks } from "../decide/command.ts";
import type { Quote } from "../venue/priceFeed.ts";
import type { Gate } from "./gate.ts";
import type { MarketClock } from "./marketClock.ts";
import type { MarketTime } from "./marketTime.ts";

/** The prices between two candles: each trade is shown to the venue once; the gate's marks follow more slowly. */
export class LastPrices {
  readonly #gate: Gate;
  readonly #clock: MarketClock;
  readonly #time: MarketTime;
  readonly #seen = new Map<string, Quote>();

  constructor(gate: Gate, clock: MarketClock, time: MarketTime) {
    this.#gate = gate;
    this.#clock = clock;
    this.#time = time;
  }

  /** A price of an earlier time than the last, or of the same, is no news; one from the future is of now. */
  show(symbol: string, seen: Quote): void {
    const quote = { ...seen, at: Math.min(seen.at, this.#time.now()) };
    const isNews = quote.at > this.at(symbol);
    if (isNews || !this.#seen.has(symbol)) this.#seen.set(symbol, quote);
    if (isNews) this.#clock.glance(symbol, quote);
  }

  /** When the newest known price of the symbol was made; 0 without any. */
  at(symbol: string): Timestamp {
    return Math.max(this.#seen.get(symbol)?.at ?? 0, this.#markedAt(symbol));
  }

  get all(): Marks {
    return Object.fromEntries(this.#seen);
  }

  /** Those that are newer than the gate's own marks. */
  get news(): Marks {
    return Object.fromEntries([...this.#seen].filter(([symbol, { at }]) => at > this.#markedAt(symbol)));
  }

  #markedAt(symbol: string): Timestamp {
    return this.#gate.state.marks[symbol]?.at ?? 0;
  }
}
