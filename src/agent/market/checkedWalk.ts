import type { MarketTick } from "../../gate/contract/notification.ts";
import type { Candle } from "../../store/market/candle.ts";
import type { MarketSource, Tick } from "../../store/market/source/source.ts";
import { toNumber } from "../../store/money.ts";
import type { Timestamp } from "../../store/time.ts";

/** The gate's tick beside what the agent saw of it with its own eyes. */
export interface Checked {
  /** Ticks of the own walk that lie before it and were never shown: history. */
  readonly before: readonly Tick[];
  /** The candles to go on with: the gate's, since positions are marked by them. */
  readonly candles: ReadonlyMap<string, Candle>;
  /** What differs, or null when both saw the same. */
  readonly divergence: string | null;
}

/**
 * Walks the agent's own source beside the gate's ticks, met by their open time. A market that once differed is not
 * trusted again by this process: its past differs as well.
 */
export class CheckedWalk {
  readonly #source: MarketSource;
  #ahead: Tick | null = null;
  #divergence: string | null = null;

  constructor(source: MarketSource) {
    this.#source = source;
  }

  /** Open time of the first candle that was not met yet; null when there is none. */
  get openingTs(): Timestamp | null {
    this.#ahead ??= this.#source.next();
    return this.#ahead?.candleTs ?? null;
  }

  meet(tick: MarketTick): Checked {
    const candles = new Map(tick.candles.map((frame) => [frame.symbol, candleOf(frame)]));
    const candleTs = tick.candles[0]?.ts ?? 0;
    const before: Tick[] = [];
    let own = this.#ahead ?? this.#source.next();
    while (own !== null && own.candleTs < candleTs) {
      before.push(own);
      own = this.#source.next();
    }
    const differs = differenceOf(own, candleTs, candles);
    // A tick that was not met stays ahead: the gate may still come to it.
    this.#ahead = own !== null && own.candleTs > candleTs ? own : null;
    this.#divergence ??= differs === null ? null : `tick ${tick.n}: ${differs}`;
    return { before, candles, divergence: this.#divergence };
  }
}

const candleOf = (frame: MarketTick["candles"][number]): Candle => ({
  ts: frame.ts,
  open: toNumber(frame.open),
  high: toNumber(frame.high),
  low: toNumber(frame.low),
  close: toNumber(frame.close),
  volume: frame.volume,
});

const FIELDS = ["ts", "open", "high", "low", "close", "volume"] as const;

function differenceOf(own: Tick | null, candleTs: number, theirs: ReadonlyMap<string, Candle>): string | null {
  if (own === null) return "the own market has ended";
  if (own.candleTs !== candleTs) return `the own market goes on at ${own.candleTs}, the gate's is at ${candleTs}`;
  if (own.candles.size !== theirs.size) return `${theirs.size} candles where the own market has ${own.candles.size}`;
  for (const [symbol, candle] of theirs) {
    const mine = own.candles.get(symbol);
    if (mine === undefined) return `the own market has no ${symbol}`;
    const field = FIELDS.find((name) => mine[name] !== candle[name]);
    if (field !== undefined) return `${symbol} ${field} ${candle[field]}, in the own market ${mine[field]}`;
  }
  return null;
}
