import { Gate } from "../../../src/gate/heart/gate.ts";
import { WallTime } from "../../../src/gate/heart/marketTime.ts";
import { PolledMarket } from "../../../src/gate/heart/polledMarket.ts";
import { PublicCandles } from "../../../src/gate/venue/coinbase/publicCandles.ts";
import { PaperVenue } from "../../../src/gate/venue/paper.ts";
import type { GateEventData, GateEventType } from "../../../src/store/events/gate.ts";
import type { Recorded } from "../../../src/store/events/envelope.ts";
import type { Intent } from "../../../src/store/words/intent.ts";
import { binding, BTC, CANDLE_MS, counted, instrument, open, shipped, submit, T0 } from "../facts.ts";
import { type MemoryJournal, memoryJournal } from "../memory.ts";
import { CoinbaseServer } from "../venue/coinbaseServer.ts";

export const POLL_MS = 2_000;
const GRACE_MS = 10_000;

/** A gate on real data: a Coinbase on the loopback, and a clock and timers that are turned by hand. */
export class PolledWorld {
  readonly server = new CoinbaseServer();
  readonly ended: string[] = [];
  now = T0 + CANDLE_MS + 10_000;
  journal: MemoryJournal = memoryJournal();
  #baseUrl = "";
  #gate: Gate | null = null;
  #market: PolledMarket | null = null;
  #due: { readonly ms: number; readonly work: () => void } | null = null;
  #planned: () => void = () => {};

  static async begin(symbols: readonly string[] = [BTC], untilTicks: number | null = null): Promise<PolledWorld> {
    const world = new PolledWorld();
    world.#baseUrl = await world.server.listen();
    for (const symbol of symbols) world.candle(0, 100, symbol);
    world.start(symbols, untilTicks);
    await world.turn();
    return world;
  }

  get gate(): Gate {
    if (this.#gate === null) throw new RangeError("no gate");
    return this.#gate;
  }

  /** A gate on whatever the journal holds, as after a crash. */
  start(symbols: readonly string[] = [BTC], untilTicks: number | null = null): void {
    this.#market?.stop();
    const time = new WallTime(() => this.now);
    const venue = new PaperVenue({
      costs: open.costs,
      instrument,
      now: time.now,
      report: (said) => this.gate.report(said),
    });
    const nextId = counted(this.journal.events.length);
    const options = { journal: this.journal, safety: shipped, timeframe: "5m", time, nextId } as const;
    this.#gate = new Gate({ ...options, publish: () => {} });
    if (this.gate.state.binding === null) {
      const real = { ...binding, symbols: [...symbols], market: { kind: "coinbase" } as const };
      this.gate.execute({ ...open, binding: real });
    }
    this.#market = this.#marketOf(venue, time, symbols, untilTicks);
    this.gate.connect(venue);
    this.#market.start(this.gate, { tick: () => {}, ended: (reason) => this.#end(reason) });
  }

  #marketOf(venue: PaperVenue, time: WallTime, symbols: readonly string[], untilTicks: number | null): PolledMarket {
    return new PolledMarket({
      feed: new PublicCandles({ now: time.now, after: () => () => {}, timeoutMs: 5_000, baseUrl: this.#baseUrl }),
      venue,
      fills: venue,
      time,
      timers: { monotonicMs: () => this.now, after: (ms, work) => this.#after(ms, work) },
      symbols,
      timeframe: "5m",
      pollMs: POLL_MS,
      maxBackoffMs: 30_000,
      graceMs: GRACE_MS,
      quoteEveryMs: 30_000,
      failuresUntilDown: 3,
      silentAfterMs: () => shipped.limits.staleness.maxQuoteAgeMs,
      untilTicks,
    });
  }

  /** The candle n closes, at one price or with a low; while `trades` its last trade is a second ago at the close. */
  candle(n: number, close: number, symbol: string = BTC, low: number = close): void {
    this.server.add(symbol, { ts: T0 + n * CANDLE_MS, open: close, high: close, low, close });
    this.server.trade(symbol, close, this.now - 1_000);
  }

  /** A trade of this moment. */
  trade(price: number, symbol: string = BTC): void {
    this.server.trade(symbol, price, this.now);
  }

  /** The next round, after its pause: gives the pause. Rounds that only go on at once are taken along. */
  async turn(): Promise<number> {
    const { ms, work } = this.#due ?? { ms: 0, work: () => {} };
    this.#due = null;
    this.now += ms;
    const planned = Promise.withResolvers<void>();
    this.#planned = planned.resolve;
    work();
    await planned.promise;
    return ms;
  }

  /** The clock goes to just before then, and by rounds the rest of the way. */
  async until(then: number): Promise<void> {
    this.now = Math.max(this.now, then - 3 * POLL_MS);
    while (this.now < then) await this.turn();
  }

  submit(intent: Intent): readonly string[] {
    const [verdict] = this.gate.execute(submit({ ...intent, createdAt: this.now })).slice(1);
    return verdict?.type === "intent.denied" ? verdict.data.denials : [];
  }

  all<Type extends GateEventType>(type: Type): readonly GateEventData<Type>[] {
    return this.journal.events
      .filter((event): event is Recorded<Type, GateEventData<Type>> => event.type === type)
      .map(({ data }) => data);
  }

  /** Candles that were booked: "n: BTC ETH". */
  get ticks(): readonly string[] {
    return this.all("market.advanced").map(
      ({ candleTs, candles }) =>
        `${(candleTs - T0) / CANDLE_MS}: ${Object.keys(candles)
          .map((symbol) => symbol.split("/")[0])
          .join(" ")}`,
    );
  }

  get isLost(): boolean {
    return this.gate.state.holds.some(({ cause }) => cause === "data_stale");
  }

  #end(reason: string): void {
    this.ended.push(reason);
    this.#planned();
  }

  #after(ms: number, work: () => void): () => void {
    this.#due = { ms, work };
    this.#planned();
    return () => {
      this.#due = null;
    };
  }
}
