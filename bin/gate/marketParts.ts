import type { Timestamp } from "../../src/store/time.ts";
import type { GateState } from "../../src/gate/mind/state.ts";
import type { Safety } from "../../src/gate/safety/schema.ts";
import { PaperVenue } from "../../src/gate/venue/paper.ts";
import type { Exchange } from "../../src/gate/venue/exchange.ts";
import type { VenueOutcome } from "../../src/gate/venue/venue.ts";
import type { Instruments } from "../../src/store/market/instruments.ts";
import type { Clock } from "../../src/store/time.ts";
import type { AccountBinding } from "../../src/store/words/account.ts";

/** What every market is made of. */
export interface MarketParts {
  readonly binding: AccountBinding;
  /** What the journal knows of this account so far. */
  readonly state: GateState;
  /** Market time of the journal's last event, which may lie within a tick that a crash broke off; null in a new one. */
  readonly lastTs: Timestamp | null;
  readonly safety: Safety;
  readonly instruments: Instruments;
  readonly speed: number | "max" | null;
  readonly untilTicks: number | null;
  /** By the limits in force, which may be tightened meanwhile. */
  readonly maxQuoteAgeMs: () => number;
  readonly report: (outcome: VenueOutcome) => void;
  /** The account's exchange; null where the paper venue fills. */
  readonly exchange: Exchange | null;
  readonly follow: ((onNews: () => void) => { stop(): void }) | null;
  /** What the gate knows now. */
  readonly current: () => GateState;
}

/** Our own matching engine, at the costs under which the account was opened. */
export function paperVenueOf({ state, safety, instruments, report }: MarketParts, now: Clock): PaperVenue {
  const { startingCash: _cash, ...costs } = safety.limits.paper;
  const instrument = (symbol: string) => instruments.find(symbol) ?? undefined;
  return new PaperVenue({ costs: state.costs ?? costs, instrument, now, report });
}
