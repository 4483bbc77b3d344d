import { type Timeframe, timeframeMs, utcText } from "../../store/time.ts";
import { isLess, isMore } from "../../store/money.ts";
import type { Marks } from "../decide/command.ts";
import type { GateState } from "../mind/state.ts";
import type { PriceFeed } from "../venue/priceFeed.ts";
import { type Answers, askFeed } from "./askFeed.ts";
import { CandleSets } from "./candleSets.ts";
import type { Gate } from "./gate.ts";
import { LastPrices } from "./lastPrices.ts";
import type { MarketListener } from "./market.ts";
import type { Venue } from "../venue/venue.ts";
import { type FillingVenue, MarketClock } from "./marketClock.ts";
import type { WallTime } from "./marketTime.ts";
import type { Timers } from "./pace.ts";

export interface PolledOptions {
  readonly feed: PriceFeed;
  readonly venue: Venue;
  /** The same where it fills against the prices it is shown; null where a real venue fills by itself. */
  readonly fills: FillingVenue | null;
  readonly time: WallTime;
  readonly timers: Timers;
  readonly symbols: readonly string[];
  readonly timeframe: Timeframe;
  /** From the end of one round of questions to the next; ever longer, up to `maxBackoffMs`, while the venue is gone. */
  readonly pollMs: number;
  readonly maxBackoffMs: number;
  /** A tick waits this long for the candles of all its symbols. */
  readonly graceMs: number;
  /** Prices seen between candles are journaled at most this often. */
  readonly quoteEveryMs: number;
  /** The venue counts as lost after this many failed rounds, or when its newest price is this old. */
  readonly failuresUntilDown: number;
  readonly silentAfterMs: () => number;
  readonly untilTicks: number | null;
}

/** What is missed is caught up in turns of so many ticks, so that a kill in between is heard. */
const TICKS_A_TURN = 20;
/** Between two pages of what was missed. */
const CATCH_UP_MS = 250;

/** The rounds of a polled market, from its start to its stop. One ends before the next begins. */
export class PollRun {
  readonly #options: PolledOptions;
  readonly #gate: Gate;
  readonly #listener: MarketListener;
  readonly #sets: CandleSets;
  readonly #clock: MarketClock;
  readonly #prices: LastPrices;
  #symbols: readonly string[];
  #running = true;
  #failures = 0;
  #ticksLeft: number;
  #quotedAt = 0;
  #cancel: () => void = () => {};

  constructor(options: PolledOptions, gate: Gate, listener: MarketListener) {
    const { time, symbols, graceMs, untilTicks } = options;
    const candleMs = timeframeMs(options.timeframe);
    const lastClosed = (Math.floor(time.now() / candleMs) - 1) * candleMs;
    const from = (symbol: string): number => gate.state.candleEnds[symbol] ?? gate.state.at ?? lastClosed;
    this.#options = options;
    this.#gate = gate;
    this.#listener = listener;
    this.#symbols = symbols;
    this.#ticksLeft = untilTicks ?? Number.POSITIVE_INFINITY;
    this.#sets = new CandleSets({ symbols, candleMs, graceMs, now: time.now, from });
    this.#clock = new MarketClock({ gate, venue: options.fills, source: this.#sets, time, candleMs });
    this.#prices = new LastPrices(gate, this.#clock, time);
  }

  begin(): void {
    this.#lose("no answer since the gate started");
    this.#after(0, () => void this.#round());
  }

  stop(): void {
    this.#running = false;
    this.#cancel();
  }

  async #round(): Promise<void> {
    const { feed, timeframe } = this.#options;
    const wanted = (symbol: string): number | null => this.#sets.wanted(symbol);
    const answers = await askFeed({ feed, timeframe, symbols: this.#symbols, wanted });
    if (!this.#running) return;
    for (const [symbol, candles] of answers.candles) this.#sets.add(symbol, candles);
    this.#closeAll(() => this.#settle(answers));
  }

  /** Closes every tick that is ready, and then goes on. */
  #closeAll(then: () => void): void {
    for (let i = 0; i < TICKS_A_TURN; i += 1) {
      if (this.#clock.step() === null) {
        then();
        return;
      }
      this.#ticksLeft -= 1;
      if (this.#ticksLeft > 0) continue;
      this.stop();
      this.#listener.ended("the candles that were asked for have closed");
      return;
    }
    this.#after(0, () => this.#closeAll(then));
  }

  #settle({ quotes, failure }: Answers): void {
    const { pollMs, maxBackoffMs } = this.#options;
    for (const [symbol, quote] of quotes) this.#prices.show(symbol, quote);
    this.#failures = failure === null ? 0 : this.#failures + 1;
    this.#judge(failure);
    if (failure !== null) this.#askLast(failure.symbol);
    const isBehind = failure === null && !this.#sets.caughtUp;
    // A loss is found out at the usual pace; only what is known to be lost is asked ever less often.
    const slower = failure?.isGone === true ? 2 ** Math.max(0, this.#failures - this.#options.failuresUntilDown) : 1;
    const pause = isBehind ? CATCH_UP_MS : Math.min(maxBackoffMs, pollMs * slower);
    this.#after(pause, () => void this.#round());
  }

  /** The link to the venue as this round leaves it, and the marks, if it is time for them. */
  #judge(failure: Answers["failure"]): void {
    const { time, failuresUntilDown, silentAfterMs, quoteEveryMs } = this.#options;
    const [now, newest] = [time.now(), Math.max(...this.#symbols.map((symbol) => this.#prices.at(symbol)))];
    if (this.#failures >= failuresUntilDown && failure !== null) this.#lose(`${failure.symbol} ${failure.why}`);
    else if (now - newest > silentAfterMs()) this.#lose(`no price younger than ${utcText(newest)} UTC`);
    if (this.#isLost && failure === null && this.#sets.caughtUp) {
      this.#gate.execute({ type: "venue.up", at: now, marks: this.#prices.all });
    }
    const marks = this.#prices.news;
    if (Object.keys(marks).length === 0) return;
    if (now - this.#quotedAt < quoteEveryMs && !touchesStop(this.#gate.state, marks)) return;
    this.#gate.execute({ type: "market.quote", at: now, marks });
    this.#quotedAt = now;
  }

  get #isLost(): boolean {
    return this.#gate.state.holds.some(({ cause }) => cause === "data_stale");
  }

  #lose(why: string): void {
    if (!this.#isLost) this.#gate.execute({ type: "venue.down", why });
  }

  /** One symbol that never answers must not keep the others from being asked. */
  #askLast(symbol: string): void {
    this.#symbols = [...this.#symbols.filter((each) => each !== symbol), symbol];
  }

  #after(ms: number, work: () => void): void {
    if (this.#running) this.#cancel = this.#options.timers.after(ms, work);
  }
}

/** Whether a price stands at a stop or beyond it: that does not wait. */
const touchesStop = ({ positions }: GateState, marks: Marks): boolean =>
  Object.values(positions).some(({ symbol, side, stopPrice }) => {
    const price = marks[symbol]?.price;
    return price !== undefined && (side === "long" ? !isMore(price, stopPrice) : !isLess(price, stopPrice));
  });
