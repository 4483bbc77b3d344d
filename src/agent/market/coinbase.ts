import type { Candle } from "../../store/market/candle.ts";
import { type Clock, type Timeframe, timeframeMs, type Timestamp } from "../../store/time.ts";
import type { SetTimer } from "../timer.ts";
import type { BookWatch } from "./bookWatch.ts";
import { closedTick } from "./closing.ts";
import { type FetchCandles, PAGE_BARS } from "./coinbaseCandles.ts";
import type { Word } from "./doubt.ts";
import type { Feed, FeedListener } from "./feed.ts";

export interface CoinbaseFeedOptions extends FeedListener {
  readonly symbols: readonly string[];
  readonly timeframe: Timeframe;
  readonly fetchCandles: FetchCandles;
  /** The same prices from elsewhere: what contradicts itself is not acted on. */
  readonly watch: BookWatch;
  readonly now: Clock;
  readonly setTimer: SetTimer;
  /** Candles told as history before the first live one. */
  readonly historyBars: number;
  readonly graceMs?: number;
  readonly pollMs?: number;
}

const GRACE_MS = 5_000;
const POLL_MS = 5_000;
/** What a candle's age may be, beyond its own length, before the data counts as stale. */
const LATE_CANDLES = 2;

/** Polls the exchange and tells every closed candle once, in order; a gap is asked for again before it is believed. */
export class CoinbaseFeed implements Feed {
  readonly #options: CoinbaseFeedOptions;
  readonly #candleMs: number;
  readonly #waiting: Map<string, Map<Timestamp, Candle>>;
  readonly #newest = new Map<string, Timestamp>();
  /** Open time from which on nothing has been told. */
  #nextTs: Timestamp;
  /** Holes before this time were asked for twice: nobody traded then. */
  #surelyBefore = 0;
  #isStale = false;
  #stopped = false;
  #callOff = (): void => {};

  constructor(options: CoinbaseFeedOptions) {
    this.#options = options;
    this.#candleMs = timeframeMs(options.timeframe);
    this.#waiting = new Map(options.symbols.map((symbol) => [symbol, new Map()]));
    const open = Math.floor(options.now() / this.#candleMs) * this.#candleMs;
    this.#nextTs = open - options.historyBars * this.#candleMs;
  }

  start(): void {
    void this.#round();
  }

  stop(): void {
    this.#stopped = true;
    this.#callOff();
  }

  heard(symbol: string, mark: Word): void {
    this.#options.watch.gate(symbol, mark);
  }

  async #round(): Promise<void> {
    let failure: string | null = null;
    // What is read now says nothing of a minute that ends while others are still being asked.
    const readAt = this.#options.now();
    try {
      await this.#fetchAll();
      if (this.#hasHole()) await this.#fetchAll();
      this.#surelyBefore = Math.max(0, ...this.#newest.values());
    } catch (error) {
      failure = error instanceof Error ? error.message : String(error);
    }
    await this.#options.watch.look();
    if (this.#stopped) return;
    // What is doubted is said before the candle that it might mislead.
    this.#doubt(this.#allDoubted());
    // A tick without a symbol says that it did not trade: that is not known while its question fails.
    if (failure === null) this.#tellClosed(readAt);
    this.#doubt(this.#lateness(failure));
    this.#callOff = this.#options.setTimer(this.#options.pollMs ?? POLL_MS, () => void this.#round());
  }

  /** Everything from the first untold candle on. */
  async #fetchAll(): Promise<void> {
    const end = this.#options.now() + this.#candleMs;
    for (const symbol of this.#options.symbols) {
      const pageMs = PAGE_BARS * this.#candleMs;
      for (let from = this.#nextTs; from < end && !this.#stopped; from += pageMs) {
        const to = Math.min(from + pageMs, end);
        for (const candle of await this.#options.fetchCandles(symbol, from, to)) this.#hold(symbol, candle);
      }
    }
  }

  /** Whether a candle is missing between others, in a place that was asked for only once. */
  #hasHole(): boolean {
    return [...this.#waiting].some(([symbol, held]) => {
      const newest = this.#newest.get(symbol) ?? 0;
      for (let ts = Math.max(this.#nextTs, this.#surelyBefore); ts < newest; ts += this.#candleMs) {
        if (!held.has(ts)) return true;
      }
      return false;
    });
  }

  #hold(symbol: string, candle: Candle): void {
    const newest = this.#newest.get(symbol) ?? 0;
    if (candle.ts >= newest) {
      this.#newest.set(symbol, candle.ts);
      this.#options.watch.candle(symbol, candle.close);
    }
    if (candle.ts >= this.#nextTs) this.#waiting.get(symbol)?.set(candle.ts, candle);
  }

  /** @param readAt when the first of the candles was asked for: only what had closed by then is closed. */
  #tellClosed(readAt: Timestamp): void {
    const { now, graceMs = GRACE_MS, onTick, onFresh } = this.#options;
    const [waiting, newest, candleMs] = [this.#waiting, this.#newest, this.#candleMs];
    for (;;) {
      const tick = closedTick({ waiting, newest, candleMs, graceMs, now: readAt });
      if (tick === null) return;
      for (const held of waiting.values()) held.delete(tick.candleTs);
      this.#nextTs = tick.candleTs + candleMs;
      const at = this.#nextTs;
      const live = now() - at < candleMs;
      // A fresh snapshot clears it, not a mere answer: a candle that closed just now, and nothing that contradicts it.
      if (live && this.#isStale && this.#allDoubted() === null) {
        this.#isStale = false;
        onFresh();
      }
      onTick({ n: Math.round(tick.candleTs / candleMs), at, ...tick, live, doubts: this.#options.watch.doubts });
    }
  }

  /** Why no candle closed in its time; null while one may still. */
  #lateness(failure: string | null): string | null {
    const lateMs = this.#options.now() - this.#nextTs;
    if (lateMs < LATE_CANDLES * this.#candleMs) return null;
    return failure ?? `no candle has closed for ${Math.round(lateMs / 1_000)} s`;
  }

  /** The first reason where no symbol is to be believed; one of several that is doubted is the rules' to leave out. */
  #allDoubted(): string | null {
    const { watch, symbols } = this.#options;
    const [first] = watch.doubts.values();
    return first !== undefined && watch.doubts.size === symbols.length ? first : null;
  }

  #doubt(reason: string | null): void {
    if (this.#isStale || reason === null) return;
    this.#isStale = true;
    this.#options.onStale(reason);
  }
}
