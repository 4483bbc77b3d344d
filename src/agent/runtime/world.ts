import type { Instruments } from "../../store/market/instruments.ts";
import type { Timestamp } from "../../store/time.ts";
import type { Intent } from "../../store/words/intent.ts";
import type { ShadowBook } from "../learning/shadowBook.ts";
import type { CandleBook } from "./candleBook.ts";
import type { Crew } from "./crew.ts";
import type { GateView } from "./gateView.ts";
import type { Memory } from "./memory.ts";
import type { TradeRecord } from "./tradeRecord.ts";
import type { AgentCall } from "./submit.ts";

/** What one round of the loop works with. */
export interface World {
  readonly memory: Memory;
  readonly call: AgentCall;
  readonly view: GateView;
  readonly crew: Crew;
  readonly book: CandleBook;
  readonly record: TradeRecord;
  readonly shadows: Pick<ShadowBook<unknown>, "isFollowing" | "lastExit">;
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
export const exitKey = (positionId: string): string => `exit ${positionId}`;

/** What a former process has already asked for on that candle. */
export const doneFor = (candleTs: Timestamp, asked: readonly Intent[]): Set<string> =>
  new Set(
    asked
      .filter(({ reference }) => reference.candleTs === candleTs)
      .map(({ purpose, ruleId, symbol, positionId }) =>
        purpose === "entry" ? entryKey(ruleId, symbol) : exitKey(positionId ?? ""),
      ),
  );
