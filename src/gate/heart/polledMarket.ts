import type { Venue } from "../venue/venue.ts";
import type { Gate } from "./gate.ts";
import type { Market, MarketListener } from "./market.ts";
import type { WallTime } from "./marketTime.ts";
import { type PolledOptions, PollRun } from "./pollRun.ts";

/**
 * Real data: the wall clock, and a venue that is asked again and again. Each closed candle is shown once and in order,
 * also those that closed while nobody watched; between candles the last prices keep the marks young and fill what has
 * waited for them. From its start until a first fresh snapshot the venue counts as lost.
 */
export class PolledMarket implements Market {
  readonly #options: PolledOptions;
  readonly ticks = false;
  readonly speed = null;
  #run: PollRun | null = null;

  constructor(options: PolledOptions) {
    this.#options = options;
  }

  get time(): WallTime {
    return this.#options.time;
  }

  get venue(): Venue {
    return this.#options.venue;
  }

  start(gate: Gate, listener: MarketListener): void {
    this.#run = new PollRun(this.#options, gate, listener);
    this.#run.begin();
  }

  stop(): void {
    this.#run?.stop();
  }

  agent(): void {}

  acknowledged(): void {}
}
