import { PROTOCOL_VERSION } from "../../src/gate/contract/frame.ts";
import type { EmergencyOptions } from "../../src/gate/heart/emergency.ts";
import { Gate, type GateJournal } from "../../src/gate/heart/gate.ts";
import { MarketClock } from "../../src/gate/heart/marketClock.ts";
import { TickTime } from "../../src/gate/heart/marketTime.ts";
import type { GateState } from "../../src/gate/mind/state.ts";
import type { Safety } from "../../src/gate/safety/schema.ts";
import { PaperVenue } from "../../src/gate/venue/paper.ts";
import type { GateEvent } from "../../src/store/events/gate.ts";
import { idSource } from "../../src/store/ids.ts";
import type { Candle } from "../../src/store/market/candle.ts";
import type { MarketSource, Tick } from "../../src/store/market/source/source.ts";
import { seededRandom } from "../../src/store/random.ts";
import type { AccountBinding, PaperCosts } from "../../src/store/words/account.ts";
import { BTC, CANDLE_MS, instrument, listed, open, shipped, T0 } from "./facts.ts";
import { memoryJournal, type MemoryJournal } from "./memory.ts";

export const FREE: PaperCosts = { takerFeeBps: 0, makerFeeBps: 0, spreadBps: 0, slippageBps: 0 };

/** Open, high, low, close. */
export type Bar = readonly [open: number, high: number, low: number, close: number];
/** One tick: a bar of BTC, or bars by symbol. */
export type Bars = Bar | Readonly<Record<string, Bar>>;
const isBar = (bars: Bars): bars is Bar => Array.isArray(bars);

export interface WorldOptions {
  readonly journal?: GateJournal;
  readonly safety?: Safety;
  readonly costs?: PaperCosts;
  readonly startingCash?: string;
  readonly nextId?: () => string;
  readonly emergency?: EmergencyOptions;
  readonly binding?: AccountBinding;
}

/** A gate with its heart, its paper venue and a market that the test writes candle by candle. */
export class World {
  readonly journal: GateJournal;
  readonly gate: Gate;
  readonly venue: PaperVenue;
  readonly time: TickTime;
  readonly published: GateEvent[] = [];
  onEvent: (event: GateEvent) => void = (event) => void this.published.push(event);
  readonly clock: MarketClock;
  readonly nextId: () => string;
  #coming: Tick[] = [];

  constructor({
    journal = memoryJournal(),
    safety = shipped,
    costs = FREE,
    startingCash = "5000",
    nextId,
    emergency,
    binding = open.binding,
  }: WorldOptions = {}) {
    this.journal = journal;
    const last = journal.read(Math.max(1, journal.head().seq), 1)[0];
    this.time = new TickTime(last?.ts ?? T0);
    this.nextId = nextId ?? idSource(this.time.now, seededRandom("world"));
    this.gate = new Gate({
      journal,
      safety,
      timeframe: "5m",
      time: this.time,
      nextId: this.nextId,
      publish: (event) => this.onEvent(event),
      ...(emergency === undefined ? {} : { emergency }),
    });
    if (this.state.binding === null) this.gate.execute({ ...open, binding, costs, startingCash });
    const held = this.state.costs ?? costs;
    this.venue = new PaperVenue({ costs: held, instrument, now: this.time.now, report: this.gate.report });
    this.gate.connect(this.venue);
    const source: MarketSource = { next: () => this.#coming.shift() ?? null };
    this.clock = new MarketClock({ gate: this.gate, venue: this.venue, source, time: this.time, candleMs: CANDLE_MS });
  }

  get state(): GateState {
    return this.gate.state;
  }

  /** As a process does: the limits go on the record, and the venue is looked at. */
  start(): this {
    this.gate.execute({ type: "gate.start", protocol: PROTOCOL_VERSION, recoveredSeq: 0, instruments: listed });
    this.venue.look();
    this.gate.drain();
    return this;
  }

  /** The ticks of the market, one after the other; the next begins where the last one closed. */
  tick(...all: readonly Bars[]): this {
    for (const bars of all) {
      const candleTs = T0 + this.state.nextTick * CANDLE_MS;
      this.#coming.push({ candleTs, candles: candlesOf(candleTs, bars) });
      this.clock.step();
    }
    return this;
  }

  /** What the venue would say of one phase of a tick, still unheard: the gate dies right after. */
  phases(bars: Bars, upTo: "open" | "range"): void {
    const candleTs = T0 + this.state.nextTick * CANDLE_MS;
    const candles = candlesOf(candleTs, bars);
    this.time.moveTo(candleTs + 1);
    this.venue.open(candles);
    this.gate.drain();
    if (upTo === "open") return;
    this.time.moveTo(candleTs + 2);
    this.venue.range(candles);
    this.gate.drain();
  }

  /** The events of a type so far, oldest first. */
  data<Type extends GateEvent["type"]>(type: Type): readonly Extract<GateEvent, { type: Type }>["data"][] {
    return this.published.filter((event) => event.type === type).map(({ data }) => data as never);
  }
}

const candlesOf = (ts: number, bars: Bars): ReadonlyMap<string, Candle> =>
  new Map(
    Object.entries(isBar(bars) ? { [BTC]: bars } : bars).map(([symbol, [openAt, high, low, close]]) => [
      symbol,
      { ts, open: openAt, high, low, close, volume: 1 },
    ]),
  );

/** A new process over what the old one left behind. */
export const reborn = (dead: World, journal: GateJournal = (dead.journal as MemoryJournal).copy()): World =>
  new World({ journal, nextId: dead.nextId });
