import type { Candle } from "../../store/market/candle.ts";
import type { MarketSource, Tick } from "../../store/market/source/source.ts";
import type { Clock, Timestamp } from "../../store/time.ts";

export interface CandleSetsOptions {
  readonly symbols: readonly string[];
  readonly candleMs: number;
  /** A tick waits this long for its last candle, counted from its first; nobody may have traded there. */
  readonly graceMs: number;
  readonly now: Clock;
  /** Open time of the first candle wanted of a symbol. */
  readonly from: (symbol: string) => Timestamp;
}

/** A symbol is not fetched further while this many of its candles wait for the others. */
const MAX_WAITING = 600;

interface Lane {
  readonly waiting: { readonly candle: Candle; readonly cameAt: Timestamp }[];
  /** Open time of the next candle to ask for. */
  since: Timestamp;
  caughtUp: boolean;
}

/**
 * Candles of real data, as they come in symbol by symbol, made into ticks: candles of one open time are one tick once
 * all have come, or after a grace delay those that have. One that comes later is a tick of its own, so that every
 * candle is shown once and a symbol's candles in order: a stop touched in it is never overlooked.
 */
export class CandleSets implements MarketSource {
  readonly #options: CandleSetsOptions;
  readonly #lanes: ReadonlyMap<string, Lane>;

  constructor(options: CandleSetsOptions) {
    this.#options = options;
    this.#lanes = new Map(
      options.symbols.map((symbol) => [symbol, { waiting: [], since: options.from(symbol), caughtUp: false }]),
    );
  }

  /** From when on candles of the symbol are wanted; null while none can have closed, or enough of them wait. */
  wanted(symbol: string): Timestamp | null {
    const { since, waiting } = this.#lane(symbol);
    const mayHaveClosed = this.#options.now() >= since + this.#options.candleMs;
    return mayHaveClosed && waiting.length < MAX_WAITING ? since : null;
  }

  /** The answer to what was wanted: oldest first. What was had before is passed over. */
  add(symbol: string, candles: readonly Candle[]): void {
    const { now, candleMs } = this.#options;
    const lane = this.#lane(symbol);
    for (const candle of candles) {
      if (candle.ts < lane.since) continue;
      lane.waiting.push({ candle, cameAt: now() });
      lane.since = candle.ts + candleMs;
    }
    lane.caughtUp = candles.length === 0 || lane.since + candleMs > now();
  }

  /** Whether nothing that can have closed is left to be fetched. */
  get caughtUp(): boolean {
    const { now, candleMs } = this.#options;
    return [...this.#lanes.values()].every(({ caughtUp, since }) => caughtUp || now() < since + candleMs);
  }

  next(): Tick | null {
    const heads = [...this.#lanes].flatMap(([symbol, { waiting }]) => {
      const [head] = waiting;
      return head === undefined ? [] : [{ symbol, ...head }];
    });
    if (heads.length === 0) return null;
    const candleTs = Math.min(...heads.map(({ candle }) => candle.ts));
    const now = heads.filter(({ candle }) => candle.ts === candleTs);
    if (!this.#isComplete(candleTs) && !this.#isOverdue(now)) return null;
    for (const { symbol } of now) this.#lane(symbol).waiting.shift();
    return { candleTs, candles: new Map(now.map(({ symbol, candle }) => [symbol, candle])) };
  }

  /** A symbol of which a later candle is known has none here that could still come. */
  #isComplete(candleTs: Timestamp): boolean {
    return [...this.#lanes.values()].every(({ since }) => since > candleTs);
  }

  #isOverdue(heads: readonly { readonly cameAt: Timestamp }[]): boolean {
    const first = Math.min(...heads.map(({ cameAt }) => cameAt));
    return this.#options.now() >= first + this.#options.graceMs;
  }

  #lane(symbol: string): Lane {
    const lane = this.#lanes.get(symbol);
    if (lane === undefined) throw new RangeError(`${symbol} is not followed`);
    return lane;
  }
}
