import type { Candle } from "../../store/market/candle.ts";
import type { MarketSource, Tick } from "../../store/market/source/source.ts";
import { fromNumber, toNumber } from "../../store/money.ts";
import type { Timestamp } from "../../store/time.ts";
import { AFTER_OPEN_MS, AFTER_RANGE_MS, type PaperVenue } from "../venue/paper.ts";
import type { Quote } from "../venue/priceFeed.ts";
import type { Gate } from "./gate.ts";
import type { TickTime } from "./marketTime.ts";

/** A venue that is shown the candles and fills in them. */
export type FillingVenue = Pick<PaperVenue, "open" | "range" | "entered" | "standAt">;

export interface MarketClockOptions {
  readonly gate: Gate;
  /** What fills against the candles; null where a real venue fills by itself. */
  readonly venue: FillingVenue | null;
  readonly source: MarketSource;
  readonly time: Pick<TickTime, "moveTo">;
  readonly candleMs: number;
}

/** What one tick showed, for those who follow the market. */
export interface Closed {
  readonly n: number;
  readonly at: number;
  readonly tick: Tick;
}

/**
 * One step of the market. The venue fills in phases, the heart books what came of each before the
 * next, and last the tick itself is booked: a crash anywhere in between repeats the tick over what was already booked.
 */
export class MarketClock {
  readonly #options: MarketClockOptions;

  constructor(options: MarketClockOptions) {
    this.#options = options;
  }

  /** The next tick closes; null when the market has no more (with real data: none yet). */
  step(): Closed | null {
    const { gate, source, candleMs } = this.#options;
    const tick = source.next();
    if (tick === null) return null;
    const at = tick.candleTs + candleMs;
    const n = gate.state.nextTick;
    this.#fill(tick.candles, tick.candleTs, at);
    const candles = [...tick.candles].map(([symbol, candle]) => markOf(symbol, candle));
    gate.execute({ type: "market.advance", n, at, candleTs: tick.candleTs, candles });
    return { n, at, tick };
  }

  /** A trade between two closes, with real data: to the venue a candle of one price. Nothing closes. */
  glance(symbol: string, { price, at }: Quote): void {
    const last = toNumber(price);
    const flat = { ts: at, open: last, high: last, low: last, close: last, volume: 0 };
    this.#fill(new Map([[symbol, flat]]), at, at);
  }

  #fill(candles: Tick["candles"], candleTs: Timestamp, closedAt: Timestamp): void {
    const { gate, venue, time } = this.#options;
    if (venue === null) return;
    for (const [phase, bookedAt] of [
      ["open", candleTs + AFTER_OPEN_MS],
      ["range", candleTs + AFTER_RANGE_MS],
      ["entered", closedAt],
    ] as const) {
      time.moveTo(bookedAt);
      venue.standAt(bookedAt);
      venue[phase](candles, closedAt);
      gate.drain();
    }
    venue.standAt(null);
  }
}

const markOf = (symbol: string, { high, low, close }: Candle) => ({
  symbol,
  high: fromNumber(high),
  low: fromNumber(low),
  close: fromNumber(close),
});
