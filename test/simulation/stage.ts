import type { Mark } from "../../src/gate/mind/state.ts";
import type { Venue } from "../../src/gate/venue/venue.ts";
import type { Candle } from "../../src/store/market/candle.ts";
import type { GateEvent } from "../../src/store/events/gate.ts";
import type { Grounds } from "./grounds.ts";
import type { Life } from "./life.ts";
import type { Mortal } from "./mortal.ts";
import type { Move } from "./plan.ts";

/** What one process is joined to. */
export interface Joined {
  readonly venue: Venue;
  /** The market shows prices between two closes. */
  quote(at: number, marks: Readonly<Record<string, Mark>>): void;
  /** A candle of each symbol closed. */
  close(candleTs: number, closedAt: number, candles: ReadonlyMap<string, Candle>): void;
}

/** The venue side of a world: what is so there, what befalls it, and how a process of the gate is joined to it. */
export interface Stage {
  readonly grounds: Grounds;
  /** A hand for a new process. */
  join(mortal: Mortal, life: Life): Joined;
  /** A symbol has a new price. */
  traded(symbol: string): void;
  /** Something befalls the venue. */
  befalls(move: Move): void;
  /** Nobody can reach the venue. */
  readonly isDown: boolean;
  /** The gate was told something by agent, operator or market. */
  commanded(): void;
  /** Every fault is over. */
  heal(): void;
  durable(event: GateEvent): void;
  /** Something was asked or answered since this was last read: what waits for it has to be let run. */
  readonly isStirred: boolean;
}
