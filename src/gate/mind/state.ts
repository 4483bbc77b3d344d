import type { ProposalRow, RuleStats } from "../contract/rulebook.ts";
import type { Id } from "../../store/ids.ts";
import type { Money } from "../../store/money.ts";
import type { RuleDocument } from "../../store/rules/document.ts";
import type { Timestamp } from "../../store/time.ts";
import type { AccountBinding, PaperCosts } from "../../store/words/account.ts";
import type { Hold } from "../../store/words/hold.ts";
import type { OrderSpec, OrderState } from "../../store/words/order.ts";
import type { Verdict } from "../../store/words/verdict.ts";

/** An order as the gate knows it. Long after its end it lives on in the journal alone. */
export interface WorkingOrder {
  readonly spec: OrderSpec;
  readonly state: OrderState;
  readonly filledQuantity: Money;
  /** Executions already booked: the same one reported twice is booked once. */
  readonly tradeIds: readonly string[];
  readonly reservedAt: Timestamp;
  readonly venueOrderId: string | null;
  /** Id of its order.reserved event, and of the root of its story: what happens to it later joins that story. */
  readonly eventId: Id;
  readonly correlationId: Id;
}

/** What a rule holds of a symbol. `quantity` is what is held now; sums run over its whole life. */
export interface Position {
  readonly positionId: Id;
  readonly ruleId: string;
  readonly ruleVersion: number;
  readonly symbol: string;
  readonly side: "long" | "short";
  readonly quantity: Money;
  readonly entryQuantity: Money;
  readonly entryNotional: Money;
  readonly exitQuantity: Money;
  readonly exitNotional: Money;
  readonly fees: Money;
  readonly stopPrice: Money;
  readonly firstStopPrice: Money;
  readonly targetPrice: Money | null;
  readonly plannedPrice: Money;
  readonly openedAt: Timestamp;
  readonly highest: Money;
  readonly lowest: Money;
  /** The gate or the operator wants out: an exit that ends unfilled is sent again. */
  readonly exitWanted: string | null;
  /** Numbers the orders of each role, so that every id is fixed before it is journaled. */
  readonly attempts: Readonly<Record<"stop" | "exit", number>>;
  readonly lastExitReason: string;
  readonly eventId: Id;
  readonly correlationId: Id;
}

export interface SeenIntent {
  readonly bodyHash: string;
  readonly verdict: Verdict;
}

export interface Rule {
  readonly document: RuleDocument;
  readonly stats: RuleStats;
}

/** The newest price of a symbol and its time. */
export interface Mark {
  readonly price: Money;
  readonly at: Timestamp;
}

/** The gate's mind: everything it knows, folded from its journal and from nothing else. Plain JSON. */
export interface GateState {
  readonly seq: number;
  readonly binding: AccountBinding | null;
  readonly costs: PaperCosts | null;
  readonly startingCash: Money;
  readonly cash: Money;
  readonly fees: Money;
  readonly realizedPnl: Money;
  readonly equity: Money;
  readonly peakEquity: Money;
  readonly day: { readonly day: string; readonly equity: Money } | null;
  readonly safetyHash: string | null;
  readonly acceptedLimits: Readonly<Record<string, unknown>> | null;
  /** Where each of them stood: "orders.collarBps" → "safety.yaml:18". */
  readonly acceptedPlaces: Readonly<Record<string, string>>;
  /** Ticks 0..nextTick−1 are closed; `at` is the close time of the last. */
  readonly nextTick: number;
  readonly at: Timestamp | null;
  readonly marks: Readonly<Record<string, Mark>>;
  /** Close time of each symbol's last candle: with real data a restart fetches what came after it. */
  readonly candleEnds: Readonly<Record<string, Timestamp>>;
  readonly equityCurve: readonly { readonly at: Timestamp; readonly equity: Money }[];
  readonly orders: Readonly<Record<Id, WorkingOrder>>;
  /** The orders that ended last: a fill that arrives after the cancel is still booked. */
  readonly ended: Readonly<Record<Id, WorkingOrder>>;
  readonly positions: Readonly<Record<Id, Position>>;
  /** How far the positions that closed last had numbered their orders: a late fill opens one again, under new ids. */
  readonly closedAttempts: Readonly<Record<Id, Position["attempts"]>>;
  /** The newest intents, for replaying verdicts; older ones are looked up in the journal. */
  readonly intents: Readonly<Record<Id, SeenIntent>>;
  readonly entryTimes: readonly Timestamp[];
  readonly holds: readonly Hold[];
  readonly rules: Readonly<Record<string, Rule>>;
  readonly proposals: Readonly<Record<Id, ProposalRow>>;
  readonly flattening: readonly { readonly symbol: string | null }[];
  readonly agentAttached: boolean;
  readonly trades: number;
  readonly counts: {
    readonly intents: number;
    readonly approved: number;
    readonly denied: Readonly<Record<string, number>>;
    readonly orders: number;
    readonly fills: number;
  };
}

/** Whether the operator wants everything of this symbol out, and it is not out yet. */
export const isFlattening = (state: Pick<GateState, "flattening">, symbol: string): boolean =>
  state.flattening.some((wish) => wish.symbol === null || wish.symbol === symbol);

/** Everything has a written limit. */
export const KEPT = {
  intents: 64,
  endedOrders: 100,
  closedPositions: 100,
  proposals: 100,
  equityPoints: 500,
} as const;

export const initialState: GateState = {
  seq: 0,
  binding: null,
  costs: null,
  startingCash: "0",
  cash: "0",
  fees: "0",
  realizedPnl: "0",
  equity: "0",
  peakEquity: "0",
  day: null,
  safetyHash: null,
  acceptedLimits: null,
  acceptedPlaces: {},
  nextTick: 0,
  at: null,
  marks: {},
  candleEnds: {},
  equityCurve: [],
  orders: {},
  ended: {},
  positions: {},
  closedAttempts: {},
  intents: {},
  entryTimes: [],
  holds: [],
  rules: {},
  proposals: {},
  flattening: [],
  agentAttached: false,
  trades: 0,
  counts: { intents: 0, approved: 0, denied: {}, orders: 0, fills: 0 },
};
