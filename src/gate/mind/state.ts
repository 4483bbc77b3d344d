import type { ProposalRow, RuleStats } from "../contract/rulebook.ts";
import type { SeenExposure } from "../../store/events/exposureSeen.ts";
import type { ForeignOrder } from "../../store/events/foreignListed.ts";
import type { BookDepth, VenueGreeks } from "../../store/events/marketQuoted.ts";
import type { Id } from "../../store/ids.ts";
import type { InstrumentFacts } from "../../store/market/instruments.ts";
import type { Money } from "../../store/money.ts";
import type { RuleDocument } from "../../store/rules/document.ts";
import type { Timestamp } from "../../store/time.ts";
import type { AccountBinding, PaperCosts } from "../../store/words/account.ts";
import type { ArmingLevel } from "../../store/words/arming.ts";
import type { Hold } from "../../store/words/hold.ts";
import type { Side } from "../../store/words/intent.ts";
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
  /** When its state last changed, by market time. */
  readonly changedAt: Timestamp;
  readonly venueOrderId: string | null;
  /** When the venue last said that it has it; null before. */
  readonly verifiedAt: Timestamp | null;
  /** Whether the venue's answer for it was lost, and it was not found since: also while it is sent again. */
  readonly isLost: boolean;
  /** Looks at the venue in a row that did not find it, and when the last of them was. */
  readonly looks: number;
  readonly lookedAt: Timestamp | null;
  /** Id of its order.reserved event, and of the root of its story: what happens to it later joins that story. */
  readonly eventId: Id;
  readonly correlationId: Id;
}

export interface Abandoned {
  readonly order: WorkingOrder;
  readonly watchedUntil: Timestamp;
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
  /** Exits in a row that the venue refused, and when the last of them was: it is asked again ever less often. */
  readonly refusedExits: number;
  readonly refusedAt: Timestamp | null;
  /** Numbers the orders of each role, so that every id is fixed before it is journaled. */
  readonly attempts: Readonly<Record<"stop" | "exit", number>>;
  readonly lastExitReason: string;
  /** Since when the mark stands beyond the stop; null while it does not. */
  readonly crossedAt: Timestamp | null;
  readonly eventId: Id;
  readonly correlationId: Id;
}

export interface SeenIntent {
  readonly bodyHash: string;
  readonly verdict: Verdict;
  /** Id of its intent.received event, and of the root of its story. */
  readonly eventId: Id;
  readonly correlationId: Id;
}

export interface Rule {
  readonly document: RuleDocument;
  readonly stats: RuleStats;
}

/** The newest price of a symbol and its time; the book beside it where the venue shows one. */
export interface Mark {
  readonly price: Money;
  readonly at: Timestamp;
  readonly book?: BookDepth | undefined;
  /** Of an option: its implied volatility, as a year's share, and what the venue says of its Greeks. */
  readonly volatility?: number | undefined;
  readonly greeks?: VenueGreeks | undefined;
}

/** An entry that left: what the hourly limits count, and what another one is held against. */
export interface RecentEntry {
  readonly at: Timestamp;
  readonly ruleId: string;
  readonly symbol: string;
  readonly side: Side;
  readonly quantity: Money;
  readonly limitPrice: Money | null;
}

/** How far a price went, up to a moment. */
export interface Range {
  readonly at: Timestamp;
  readonly high: Money;
  readonly low: Money;
  readonly close: Money;
}

/** What came to the account past this gate, by hand for instance. Nobody's but the operator's; never sold unless adopted. */
export interface External {
  readonly quantity: Money;
  /** What it cost, fees included, less what was taken for what left again. */
  readonly cost: Money;
}

/** The gate's mind: everything it knows, folded from its journal and from nothing else. Plain JSON. */
export interface GateState {
  readonly seq: number;
  readonly binding: AccountBinding | null;
  readonly costs: PaperCosts | null;
  readonly startingCash: Money;
  /** What happened at the venue before is none of this account's. */
  readonly openedAt: Timestamp | null;
  readonly cash: Money;
  readonly fees: Money;
  readonly realizedPnl: Money;
  readonly equity: Money;
  readonly peakEquity: Money;
  /** Money that came in from outside since the account was opened, less what left. */
  readonly deposits: Money;
  /** By what names the newest of it went: the same one told twice is booked once. */
  readonly cashReferences: readonly string[];
  /** The day so far: the equity it began with (moved by deposits), what was bought and sold, what that cost. */
  readonly day: {
    readonly day: string;
    readonly equity: Money;
    readonly turnover: Money;
    readonly fees: Money;
  } | null;
  readonly week: { readonly week: string; readonly equity: Money } | null;
  readonly safetyHash: string | null;
  readonly acceptedLimits: Readonly<Record<string, unknown>> | null;
  /** Where each of them stood: "orders.collarBps" → "safety.yaml:18". */
  readonly acceptedPlaces: Readonly<Record<string, string>>;
  /** Whether ledger and venue agree since this gate started, and when they were held against each other last. */
  readonly reconciled: boolean;
  readonly reconciledAt: Timestamp | null;
  /** What the venue held more than the ledger then, by currency: the same for a while, it is believed. */
  readonly unexplained: Readonly<Record<string, Money>>;
  /** Since when it has been that. */
  readonly unexplainedAt: Timestamp | null;
  /** What strangers have working at the venue. */
  readonly foreignOrders: readonly ForeignOrder[];
  readonly instruments: Readonly<Record<string, InstrumentFacts>>;
  /** Ticks 0..nextTick−1 are closed; `at` is the close time of the last. */
  readonly nextTick: number;
  readonly at: Timestamp | null;
  readonly marks: Readonly<Record<string, Mark>>;
  /** How far each symbol's price went lately, oldest first: some five minutes, or one candle where that is longer. */
  readonly ranges: Readonly<Record<string, readonly Range[]>>;
  /** The last close of each hour in which the market moved, oldest first: what a day can do is read from these. */
  readonly hours: readonly { readonly at: Timestamp; readonly closes: Readonly<Record<string, Money>> }[];
  /** Close time of each symbol's last candle: with real data a restart fetches what came after it. */
  readonly candleEnds: Readonly<Record<string, Timestamp>>;
  readonly equityCurve: readonly { readonly at: Timestamp; readonly equity: Money }[];
  readonly orders: Readonly<Record<Id, WorkingOrder>>;
  /** The orders that ended last: a fill that arrives after the cancel is still booked. */
  readonly ended: Readonly<Record<Id, WorkingOrder>>;
  /** The orders that were looked for in vain, until the day after: one that shows up is canceled. */
  readonly abandoned: Readonly<Record<Id, Abandoned>>;
  /** The newest executions of our own: the same one reported twice is booked once, however long its order ended. */
  readonly tradeIds: readonly string[];
  readonly positions: Readonly<Record<Id, Position>>;
  /** How far the positions that closed last had numbered their orders: a late fill opens one again, under new ids. */
  readonly closedAttempts: Readonly<Record<Id, Position["attempts"]>>;
  /** The newest intents, for replaying verdicts; older ones are looked up in the journal. */
  readonly intents: Readonly<Record<Id, SeenIntent>>;
  /** Entries of the last hour, oldest first. */
  readonly entries: readonly RecentEntry[];
  /** When the agent moved stops and took back entries, within the last minute. */
  readonly modifyTimes: readonly Timestamp[];
  readonly cancelTimes: readonly Timestamp[];
  /** When the venue rejected an order or did not answer for it, within the last hour. */
  readonly venueErrors: readonly Timestamp[];
  readonly externals: Readonly<Record<string, External>>;
  /** The newest of them: the same one reported twice is booked once. */
  readonly externalTradeIds: readonly string[];
  /** Cash that external trades brought less what they took; what was adopted counts as sold to the rule. */
  readonly externalCash: Money;
  /** By venue whose positions count, what was seen there last; null: nothing yet. */
  readonly seen: Readonly<Record<string, SeenExposure | null>>;
  readonly holds: readonly Hold[];
  /** How far a live account may go; of a paper one it says nothing. */
  readonly arming: { readonly level: ArmingLevel; readonly acceptsGateOnly: boolean };
  readonly rules: Readonly<Record<string, Rule>>;
  readonly proposals: Readonly<Record<Id, ProposalRow>>;
  /** What a rule was before the loops changed it and a person accepted that: what it may be rolled back to. */
  readonly formerRules: Readonly<Record<string, RuleDocument>>;
  /** Fingerprints of what a person refused or retired: agents do not ask for it again. */
  readonly refusedRules: readonly Id[];
  /** Settings of the loops that a person refused, "evolveTrades 200": agents do not ask for them again. */
  readonly refusedSettings: readonly string[];
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

/** The rule of that id. Not what every object has: an id such as "constructor" is nobody's rule until one bears it. */
export const ruleOf = ({ rules }: Pick<GateState, "rules">, ruleId: string): Rule | undefined =>
  Object.hasOwn(rules, ruleId) ? rules[ruleId] : undefined;

export const initialState: GateState = {
  seq: 0,
  binding: null,
  costs: null,
  startingCash: "0",
  openedAt: null,
  cash: "0",
  fees: "0",
  realizedPnl: "0",
  equity: "0",
  peakEquity: "0",
  deposits: "0",
  cashReferences: [],
  day: null,
  week: null,
  safetyHash: null,
  acceptedLimits: null,
  acceptedPlaces: {},
  reconciled: false,
  reconciledAt: null,
  unexplained: {},
  unexplainedAt: null,
  foreignOrders: [],
  instruments: {},
  nextTick: 0,
  at: null,
  marks: {},
  ranges: {},
  hours: [],
  candleEnds: {},
  equityCurve: [],
  orders: {},
  ended: {},
  abandoned: {},
  tradeIds: [],
  positions: {},
  closedAttempts: {},
  intents: {},
  entries: [],
  modifyTimes: [],
  cancelTimes: [],
  venueErrors: [],
  externals: {},
  externalTradeIds: [],
  externalCash: "0",
  seen: {},
  holds: [],
  arming: { level: "off", acceptsGateOnly: false },
  rules: {},
  proposals: {},
  formerRules: {},
  refusedRules: [],
  refusedSettings: [],
  flattening: [],
  agentAttached: false,
  trades: 0,
  counts: { intents: 0, approved: 0, denied: {}, orders: 0, fills: 0 },
};
