import type { Candle } from "../../store/market/candle.ts";
import type { MarketSource, Tick } from "../../store/market/source/source.ts";
import { fromNumber } from "../../store/money.ts";
import { AFTER_OPEN_MS, AFTER_RANGE_MS, type PaperVenue } from "../venue/paper.ts";
import type { Gate } from "./gate.ts";
import type { TickTime } from "./marketTime.ts";

export interface MarketClockOptions {
  readonly gate: Gate;
  readonly venue: PaperVenue;
  readonly source: MarketSource;
  readonly time: TickTime;
  readonly candleMs: number;
}

/** What one tick showed, for those who follow the market. */
export interface Closed {
  readonly n: number;
  readonly at: number;
  readonly tick: Tick;
}

/**
 * One step of the market in sim and replay. The venue fills in phases, the heart books what came of each before the
 * next, and last the tick itself is booked: a crash anywhere in between repeats the tick over what was already booked.
 */
export class MarketClock {
  readonly #options: MarketClockOptions;

  constructor(options: MarketClockOptions) {
    this.#options = options;
  }

  /** The next tick closes; null when the market has no more. */
  step(): Closed | null {
    const { gate, venue, source, time, candleMs } = this.#options;
    const tick = source.next();
    if (tick === null) return null;
    const at = tick.candleTs + candleMs;
    const n = gate.state.nextTick;
    for (const [phase, bookedAt] of [
      ["open", tick.candleTs + AFTER_OPEN_MS],
      ["range", tick.candleTs + AFTER_RANGE_MS],
      ["entered", at],
    ] as const) {
      time.moveTo(bookedAt);
      venue[phase](tick.candles);
      gate.drain();
    }
    const candles = [...tick.candles].map(([symbol, candle]) => markOf(symbol, candle));
    gate.execute({ type: "market.advance", n, at, candleTs: tick.candleTs, candles });
    return { n, at, tick };
  }
}

const markOf = (symbol: string, { high, low, close }: Candle) => ({
  symbol,
  high: fromNumber(high),
  low: fromNumber(low),
  close: fromNumber(close),
});
