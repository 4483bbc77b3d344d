import type { MarketSource } from "../../store/market/source/source.ts";
import { fromNumber } from "../../store/money.ts";
import type { MarketTick } from "../contract/notification.ts";
import type { PaperVenue } from "../venue/paper.ts";
import type { Gate } from "./gate.ts";
import type { Market, MarketListener } from "./market.ts";
import { type Closed, MarketClock } from "./marketClock.ts";
import type { TickTime } from "./marketTime.ts";
import { Pace, type Timers } from "./pace.ts";

export interface WalkedOptions {
  readonly source: MarketSource;
  readonly venue: PaperVenue;
  readonly time: TickTime;
  readonly candleMs: number;
  readonly speed: number | "max";
  readonly timers: Timers;
  readonly ackTimeoutMs: number;
}

/** Sim and replay: the gate owns the clock and walks the candles, each only after the agent has answered the last. */
export class WalkedMarket implements Market {
  readonly #options: WalkedOptions;
  readonly ticks = true;
  #pace: Pace | null = null;

  constructor(options: WalkedOptions) {
    this.#options = options;
  }

  get time(): TickTime {
    return this.#options.time;
  }

  get venue(): PaperVenue {
    return this.#options.venue;
  }

  get speed(): number | "max" {
    return this.#options.speed;
  }

  start(gate: Gate, { tick, ended }: MarketListener): void {
    const clock = new MarketClock({ gate, ...this.#options });
    this.#pace = new Pace({
      ...this.#options,
      onEnd: ended,
      step() {
        const closed = clock.step();
        if (closed === null) return null;
        tick(tickOf(closed, gate.state.seq));
        return closed.n;
      },
    });
    this.#pace.start();
  }

  stop(): void {
    this.#pace?.stop();
  }

  agent(stage: "greeted" | "ready" | "gone"): void {
    if (stage === "greeted") this.#pace?.agentGreeted();
    else if (stage === "ready") this.#pace?.agentReady();
    else this.#pace?.agentGone();
  }

  acknowledged(n: number): void {
    this.#pace?.acknowledged(n);
  }
}

const tickOf = ({ n, at, tick }: Closed, gateSeq: number): MarketTick => ({
  n,
  at,
  gateSeq,
  candles: [...tick.candles].map(([symbol, { ts, open, high, low, close, volume }]) => ({
    symbol,
    ts,
    open: fromNumber(open),
    high: fromNumber(high),
    low: fromNumber(low),
    close: fromNumber(close),
    volume,
  })),
});
