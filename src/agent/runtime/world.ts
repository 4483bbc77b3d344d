import type { Instruments } from "../../store/market/instruments.ts";
import type { Timestamp } from "../../store/time.ts";
import type { CandleBook } from "./candleBook.ts";
import type { Crew } from "./crew.ts";
import type { GateView } from "./gateView.ts";
import type { Memory } from "./memory.ts";
import type { AgentCall } from "./submit.ts";

/** What one round of the loop works with. */
export interface World {
  readonly memory: Memory;
  readonly call: AgentCall;
  readonly view: GateView;
  readonly crew: Crew;
  readonly book: CandleBook;
  readonly instruments: Instruments;
  readonly candleMs: number;
  readonly maxEntryPct: number;
  /** What was already done for the candle at hand, by key: a round that was broken off does not do it twice. */
  readonly done: Set<string>;
  readonly now: () => Timestamp;
  /** A line for the operator that is no event. */
  readonly say: (detail: string) => void;
}

/** Names what is done once a candle. */
export const entryKey = (ruleId: string, symbol: string): string => `entry ${ruleId} ${symbol}`;
export const exitKey = (ruleId: string, symbol: string): string => `exit ${ruleId} ${symbol}`;
