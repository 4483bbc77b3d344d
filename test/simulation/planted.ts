import type { GateJournal } from "../../src/gate/heart/gate.ts";
import type { Command } from "../../src/gate/decide/command.ts";
import type { Exchange } from "../../src/gate/venue/exchange.ts";
import type { Venue } from "../../src/gate/venue/venue.ts";

/** Where a bug can be planted from outside: each wraps what one process of the gate is given. */
export interface Planted {
  /** What is decided passes here on its way to the disk and back into the mind. */
  readonly journal?: (journal: GateJournal) => GateJournal;
  /** What the hand is told. `report` speaks to the gate as the venue does. */
  readonly venue?: (venue: Venue, report: (command: Command) => void) => Venue;
  /** What the hand does at an exchange. */
  readonly exchange?: (exchange: Exchange) => Exchange;
  /** What the venue says, one command or several or none for each. */
  readonly report?: (command: Command) => readonly Command[];
  /** What agent and operator say. */
  readonly command?: (command: Command) => readonly Command[];
}
