import { PROTOCOL_VERSION } from "../../../src/gate/contract/frame.ts";
import type { Command } from "../../../src/gate/decide/command.ts";
import type { EmergencyOptions } from "../../../src/gate/heart/emergency.ts";
import { Gate } from "../../../src/gate/heart/gate.ts";
import type { GateState } from "../../../src/gate/mind/state.ts";
import { RemoteVenue } from "../../../src/gate/venue/remote.ts";
import type { GateEvent } from "../../../src/store/events/gate.ts";
import { ManualTimers } from "../../agent/manualTimers.ts";
import { CANDLE_MS, counted, listed, openLive, shipped, T0, tick, yesToStarters } from "../facts.ts";
import { memoryJournal, type MemoryJournal } from "../memory.ts";
import { DeskExchange } from "./deskExchange.ts";

/** A live account at an exchange whose moves the test makes; one clock for gate, timers and exchange. */
export class RemoteWorld {
  readonly timers = new ManualTimers();
  readonly exchange: DeskExchange;
  readonly journal: MemoryJournal;
  readonly gate: Gate;
  readonly venue: RemoteVenue;
  readonly told: GateEvent[] = [];
  readonly #begun: number;

  constructor(before?: RemoteWorld, emergency?: EmergencyOptions) {
    this.#begun = before?.now() ?? T0 + CANDLE_MS;
    this.journal = before?.journal.copy() ?? memoryJournal();
    this.exchange = before?.exchange ?? new DeskExchange(() => this.now());
    this.gate = new Gate({
      journal: this.journal,
      safety: shipped,
      timeframe: "5m",
      time: { now: this.now },
      nextId: counted(before === undefined ? 0 : before.journal.head().seq),
      publish: (event) => this.told.push(event),
      ...(emergency === undefined ? {} : { emergency }),
    });
    if (this.state.binding === null) {
      for (const command of openLive) this.gate.execute(command);
      for (const command of yesToStarters(this.state)) this.gate.execute(command);
      this.gate.execute(tick(0));
      this.quote("100");
    }
    this.gate.execute({ type: "gate.start", protocol: PROTOCOL_VERSION, recoveredSeq: 0, instruments: listed });
    this.venue = new RemoteVenue({
      exchange: this.exchange,
      now: this.now,
      timers: { monotonicMs: this.timers.monotonicMs, after: this.timers.setTimer },
      report: (outcome) => {
        this.gate.report(outcome);
        this.gate.drain();
      },
      state: () => this.state,
    });
    this.gate.connect(this.venue);
  }

  readonly now = (): number => this.#begun + this.timers.monotonicMs();

  get state(): GateState {
    return this.gate.state;
  }

  /** Lets so many seconds pass, and every answer come that comes in them. */
  async pass(seconds: number): Promise<this> {
    for (let i = 0; i < seconds * 5; i += 1) {
      this.timers.advance(200);
      for (let j = 0; j < 40; j += 1) await Promise.resolve();
    }
    return this;
  }

  async run(command: Command): Promise<this> {
    this.gate.execute(command);
    for (let j = 0; j < 40; j += 1) await Promise.resolve();
    return this;
  }

  quote(price: string): void {
    const at = this.now();
    const level: [string, string] = [price, "1000"];
    const book = { bids: [level], asks: [level], at };
    this.gate.execute({ type: "market.quote", at, marks: { "BTC/USD": { price, at, book } } });
  }

  types(): readonly string[] {
    return this.told.map(({ type }) => type);
  }

  /** The events of a type so far, oldest first. */
  data<Type extends GateEvent["type"]>(type: Type): readonly Extract<GateEvent, { type: Type }>["data"][] {
    return this.told.filter((event) => event.type === type).map(({ data }) => data as never);
  }
}

/** The same account after kill -9: only the journal and the exchange are left. */
export function rebornAt(dead: RemoteWorld): RemoteWorld {
  dead.venue.stop();
  return new RemoteWorld(dead);
}
