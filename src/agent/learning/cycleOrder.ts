import type { CycleJob } from "../../loops/evolution/job.ts";
import type { FollowedUp, FollowWish } from "../../loops/evolution/followUp.ts";
import type { CycleResult } from "../../loops/evolution/result.ts";
import type { CandleColumns, Symbol } from "../../store/market/candle.ts";
import type { CostModel } from "../../store/market/fill.ts";
import type { Instrument } from "../../store/market/instruments.ts";
import type { CycleProgress } from "./conduct.ts";

/** Candles of one symbol, as they go to other threads. */
export interface OrderedMarket {
  readonly symbol: Symbol;
  readonly instrument: Instrument;
  readonly candleMs: number;
  readonly columns: CandleColumns;
}

/** A cycle with all that it is worked out from. Plain data. */
export interface CycleOrder {
  readonly job: CycleJob;
  readonly follow: readonly FollowWish[];
  readonly markets: readonly OrderedMarket[];
  readonly costs: CostModel;
}

/** How a cycle ended. One that was canceled, or took too long, is taken up again from the answers that were kept. */
export type CycleEnd =
  | { readonly how: "done"; readonly result: CycleResult; readonly followed: readonly FollowedUp[] }
  | { readonly how: "canceled"; readonly why: string }
  | { readonly how: "failed"; readonly why: string };

export interface RunningCycle {
  /** Resolves once, whatever became of it. */
  readonly done: Promise<CycleEnd>;
  /** Ends it now; answers that it has are kept. */
  cancel(why: string): void;
}

/**
 * Runs a cycle in other threads than this one.
 * @param waits whether the market waits for the outcome: then it takes as long as it takes, so that a run comes out the same
 * on a slower machine.
 */
export type StartCycle = (
  order: CycleOrder,
  waits: boolean,
  onProgress: (progress: CycleProgress) => void,
) => RunningCycle;
