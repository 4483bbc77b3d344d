import type { Candle, CandleColumns, Symbol } from "../../../store/market/candle.ts";
import type { CostModel } from "../../../store/market/fill.ts";
import type { ValidRule } from "../../../store/rules/validate.ts";
import type { Timestamp } from "../../../store/time.ts";
import type { Tape } from "./tape.ts";
import type { Terms } from "./terms.ts";

/** Candles of one symbol with the terms it trades under. */
export interface BacktestMarket {
  readonly symbol: Symbol;
  readonly columns: CandleColumns;
  readonly terms: Terms;
  /** Length of its candles; left out: the most common distance between them. */
  readonly candleMs?: number;
}

/** A rule at work on one of the markets (`market` is its index), with what it says there. */
export interface Post {
  readonly rule: ValidRule;
  readonly market: number;
  readonly tape: Tape;
}

/** Why a position was left: its `stop` or `target` was touched, its rule said so, its `time` was up, or the candles ended. */
export type ExitReason = "stop" | "target" | "when" | "time" | "partial" | "end";

/** A closed position, in the account's currency; timestamps are open times of the candles it was filled in. */
export interface BacktestTrade {
  readonly ruleId: string;
  readonly symbol: Symbol;
  readonly side: "long" | "short";
  readonly entryTs: Timestamp;
  readonly entryPrice: number;
  readonly exitTs: Timestamp;
  /** Average over all that left, where a part left earlier. */
  readonly exitPrice: number;
  readonly quantity: number;
  readonly fees: number;
  /** Net of fees. */
  readonly pnl: number;
  /** P&L over the initial risk: quantity × distance from entry to the first stop; null when that is nothing. */
  readonly r: number | null;
  readonly exitReason: ExitReason;
}

/** A position that is still open at the end, valued at the last close. */
export interface OpenTrade extends Omit<BacktestTrade, "exitTs" | "exitPrice" | "exitReason" | "r"> {
  readonly stopPrice: number;
  readonly markPrice: number;
}

export interface BacktestResult {
  /** Ticks that were walked. */
  readonly bars: number;
  readonly trades: readonly BacktestTrade[];
  readonly open: readonly OpenTrade[];
  readonly finalEquity: number;
  readonly fees: number;
  /** Bought and sold, in the account's currency. */
  readonly turnover: number;
  /** Exits on candles that touched stop and target both: counted as stopped, and not known to be. */
  readonly ambiguous: number;
  /** Entries and exits that the limits denied, by the check that said no. */
  readonly denied: Readonly<Record<string, number>>;
  /** Equity at each tick's close, and how many positions were open over it; null unless asked for. */
  readonly curve: { readonly ts: Float64Array; readonly equity: Float64Array; readonly held: Uint16Array } | null;
}

/** What a backtest may be held to, beside the rules: an account's limits. */
export interface BacktestLimits {
  /** How far from the signal's close an entry may fill, in basis points. */
  readonly collarBps: number;
  /** A tick's candles are over: called for each, before anything is asked on it. */
  closed(ts: Timestamp, candles: ReadonlyMap<Symbol, Candle>): void;
  /** The codes of the checks that deny an entry; none when it may go. */
  entry(wish: EntryWish): readonly string[];
  /** The same of an exit. */
  exit(wish: ExitWish): readonly string[];
  /** The stop of a rule's position was moved closer. */
  tightened(ruleId: string, symbol: Symbol, unit: number, stopPrice: number): void;
}

export interface EntryWish {
  readonly rule: ValidRule;
  /** Which of the positions that the rule may hold at once; 0 where it adds to none. */
  readonly unit: number;
  readonly symbol: Symbol;
  readonly side: "long" | "short";
  readonly candleTs: Timestamp;
  readonly price: number;
  readonly stopPrice: number;
  readonly targetPrice: number | null;
  readonly quantity: number;
}

export interface ExitWish {
  readonly rule: ValidRule;
  readonly unit: number;
  readonly symbol: Symbol;
  readonly candleTs: Timestamp;
  readonly price: number;
  readonly quantity: number;
  readonly reason: "when" | "time" | "partial";
}

export interface BacktestOptions {
  readonly costs: CostModel;
  /** Cash at the beginning. */
  readonly equity: number;
  /** One entry's largest share of equity, and of free cash, in percent. */
  readonly maxEntryPct: number;
  readonly spendablePct: number;
  readonly limits?: BacktestLimits | null;
  /** Positions that are open at the end are closed at the last close, costs included. */
  readonly closeAtEnd?: boolean;
  /** Open times of the first and the last candle to trade on; those before warm the rules up. */
  readonly from?: Timestamp;
  readonly to?: Timestamp;
  readonly curve?: boolean;
}
