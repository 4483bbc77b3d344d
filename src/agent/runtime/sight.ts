import type { MarketTick } from "../../gate/contract/notification.ts";
import type { Candle } from "../../store/market/candle.ts";
import type { Timestamp } from "../../store/time.ts";
import type { CheckedWalk } from "../market/checkedWalk.ts";
import type { ClosedTick } from "../market/feed.ts";
import type { World } from "./world.ts";

export interface SightOptions extends Pick<World, "memory" | "crew" | "book" | "candleMs" | "now"> {
  /** The agent's own eyes in sim and replay; null with real data. */
  readonly walk: CheckedWalk | null;
  /** Moves market time: in sim and replay ticks are the clock. */
  readonly moveTo: (at: Timestamp) => void;
  /** A candle that every rule has seen. */
  readonly onShown: (symbol: string, candle: Candle) => void;
  /** Why the data is not to be trusted; null: again it is. */
  readonly onStale: (reason: string | null) => void;
}

/** What the agent sees of the market, and whether it may believe it. Every candle is shown to every rule, once. */
export class Sight {
  readonly #options: SightOptions;
  #staleSince: { readonly at: Timestamp } | null = null;

  constructor(options: SightOptions) {
    this.#options = options;
  }

  get isStale(): boolean {
    return this.#staleSince !== null;
  }

  /** Whether the gate owns the clock and waits for acknowledgments. */
  get isWalked(): boolean {
    return this.#options.walk !== null;
  }

  /** The gate's tick beside the agent's own walk: history is shown on the way, a difference stops all signals. */
  observe({ n, at, ...frame }: MarketTick): ClosedTick {
    const { walk } = this.#options;
    const candleTs = frame.candles[0]?.ts ?? at;
    if (walk === null) throw new RangeError("a gate on real data does not send ticks");
    const { before, candles, divergence } = walk.meet({ n, at, ...frame });
    for (const past of before) this.show(past.candles);
    if (divergence !== null) this.stale(`diverged: ${divergence}`);
    return this.see({ n, at, candleTs, candles, live: true });
  }

  /** A tick closes: market time moves on, the rules take its candles. */
  see(tick: ClosedTick): ClosedTick {
    this.#options.moveTo(tick.at);
    this.show(tick.candles);
    return tick;
  }

  show(candles: ReadonlyMap<string, Candle>): void {
    const { book, crew, onShown } = this.#options;
    for (const [symbol, candle] of candles) {
      if (!book.push(symbol, candle)) continue;
      crew.step(symbol, candle);
      onShown(symbol, candle);
    }
  }

  /** A candle is acted on until the next one closes. */
  isFresh({ at, live }: ClosedTick): boolean {
    return live && this.#options.now() - at < this.#options.candleMs;
  }

  stale(reason: string | null): void {
    const { memory, now, walk, onStale } = this.#options;
    if ((reason !== null) === this.isStale) return;
    if (reason !== null) memory.tell("data.stale", { reason: reason.slice(0, 300) });
    else memory.tell("data.fresh", { afterMs: Math.max(0, now() - (this.#staleSince?.at ?? now())) });
    this.#staleSince = reason === null ? null : { at: now() };
    // With real data no candle may follow for long, and its commit with it.
    if (walk === null) memory.commit();
    onStale(reason);
  }
}
