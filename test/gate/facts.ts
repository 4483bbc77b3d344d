import { readFileSync } from "node:fs";
import type { Context } from "../../src/gate/decide/story.ts";
import type { Command, CommandOf } from "../../src/gate/decide/command.ts";
import { parseSafety } from "../../src/gate/safety/load.ts";
import type { GateState } from "../../src/gate/mind/state.ts";
import type { Limits, Safety } from "../../src/gate/safety/schema.ts";
import { PROTOCOL_VERSION } from "../../src/gate/contract/frame.ts";
import { type InstrumentFacts, parseInstruments } from "../../src/store/market/instruments.ts";
import type { RuleDocument } from "../../src/store/rules/document.ts";
import type { AccountBinding } from "../../src/store/words/account.ts";
import type { Intent } from "../../src/store/words/intent.ts";
import { orderIdOf } from "../../src/store/ids.ts";
import type { FillReport } from "../../src/store/words/order.ts";

/** A Monday, 00:00 UTC: the open time of the first candle. */
export const T0 = Date.UTC(2026, 0, 5);
export const CANDLE_MS = 300_000;
export const BTC = "BTC/USD";
export const ETH = "ETH/USD";
export const SOL = "SOL/USD";

/** The safety.yaml and instruments.yaml that are shipped. */
const asShipped = parseSafety(readFileSync("safety.yaml", "utf8"), "safety.yaml");
const { orders } = asShipped.limits;
/**
 * In these tests a coin costs 100 and as many may be bought as is right at that price; it jumps as the test says, and
 * every entry is like the other, and waits far off. What the ladder makes of that has tests of its own.
 */
const maxQuantity = { ...orders.maxQuantity, BTC: 1_000, ETH: 1_000, SOL: 1_000 };
export const shipped: Safety = {
  ...asShipped,
  limits: {
    ...asShipped.limits,
    orders: { ...orders, maxQuantity, lookAlikeMs: 0, maxPassiveBps: 300 },
    market: { maxMovePct: 10_000 },
  },
};
const instruments = parseInstruments(readFileSync("instruments.yaml", "utf8"), "instruments.yaml");
export const instrument = (symbol: string): InstrumentFacts | undefined => {
  const found = instruments.find(symbol);
  return found === null ? undefined : { ...found, asOf: null };
};
/** What the account may trade, as its gate lists it. */
export const listed: readonly InstrumentFacts[] = [BTC, ETH, SOL].flatMap((symbol) => instrument(symbol) ?? []);

/** The shipped limits with some of them changed. */
export const safetyWith = (change: (limits: Limits) => Limits): Safety => ({
  ...shipped,
  limits: change(shipped.limits),
});

/** The n-th id of a kind: a valid UUIDv7. */
export const idOf = (n: number, kind = 0): string =>
  `01900000-0000-7000-8${kind.toString(16).padStart(3, "0")}-${n.toString(16).padStart(12, "0")}`;
/** Ids of the gate's own, in order. */
export function counted(kind = 0): () => string {
  let n = 0;
  return () => idOf((n += 1), kind);
}

export const contextOf = (now: number, nextId: () => string, safety: Safety = shipped): Context => ({
  now,
  nextId,
  safety,
  timeframe: "5m",
});

export const rule = (id: string, change: Partial<RuleDocument> = {}): RuleDocument => ({
  id,
  version: 1,
  status: "active",
  symbols: "any",
  timeframe: "any",
  side: "long",
  params: { slow: { value: 20, min: 5, max: 50 }, fast: { value: 10, min: 5, max: 50 } },
  entry: "close > open",
  exit: { stop: "close * 0.05", target: "none", trail: "none", timeBars: "none", when: "none" },
  size: { allIn: true },
  thesis: "a rule to hold the gate against",
  ...change,
});

export const binding: AccountBinding = {
  mode: "paper",
  venue: "paper",
  market: { kind: "sim", seed: "1", epoch: T0, historyBars: 0 },
  symbols: [BTC, ETH, SOL],
  timeframe: "5m",
  currency: "USD",
};

/** A new paper account of 5000 USD; "trend", "other" and "third" are its first rules. */
export const open: CommandOf<"account.open"> = {
  type: "account.open",
  binding,
  startingCash: "5000",
  costs: { takerFeeBps: 60, makerFeeBps: 40, spreadBps: 0, slippageBps: 0 },
  instruments: listed,
  starters: ["trend", "other", "third"].map((id) => ({ document: rule(id), rationale: "starter" })),
};

/** A person lets a live account go so far. */
export const arm = (
  level: CommandOf<"trading.arm">["level"],
  change: Partial<CommandOf<"trading.arm">> = {},
): CommandOf<"trading.arm"> => ({
  type: "trading.arm",
  level,
  acceptsGateOnly: false,
  isSupervised: false,
  reason: "tried out",
  ...change,
});
/** A live account opens, and is armed step by step. */
export const openLive: readonly Command[] = [
  { ...open, binding: { ...binding, mode: "live", venue: "coinbase" } },
  arm("small"),
  arm("full"),
];
/** A person's yes to the first rules, which an account with real money waits for. */
export const yesToStarters = ({ proposals }: Pick<GateState, "proposals">): readonly CommandOf<"proposal.accept">[] =>
  Object.values(proposals)
    .filter(({ proposal, state }) => state === "open" && proposal.kind !== "order.approve")
    .map(({ proposal: { proposalId } }) => ({ type: "proposal.accept", proposalId, by: "operator", reason: "yes" }));

export interface Prices {
  readonly high: number;
  readonly low: number;
  readonly close: number;
}

/** Tick n closes: one price, or high, low and close, by symbol. BTC at 100 when nothing is said. */
export function tick(
  n: number,
  prices: Readonly<Record<string, number | Prices>> = { [BTC]: 100 },
): CommandOf<"market.advance"> {
  const candles = Object.entries(prices).map(([symbol, price]) => {
    const { high, low, close } = typeof price === "number" ? { high: price, low: price, close: price } : price;
    return { symbol, high: String(high), low: String(low), close: String(close) };
  });
  return {
    type: "market.advance",
    n,
    at: T0 + (n + 1) * CANDLE_MS,
    candleTs: T0 + n * CANDLE_MS,
    candles,
  };
}

/** What may be said of an intent; undefined takes a field off it. */
export type IntentChange = { readonly [Key in keyof Intent]?: Intent[Key] | undefined };

/** Entry n: trend buys 2 BTC at the market with the mark at 100 and the stop at 95, after tick 0. */
export function entry(n: number, change: IntentChange = {}): Intent {
  const whole = {
    intentId: idOf(n, 1),
    ruleId: "trend",
    ruleVersion: 1,
    symbol: BTC,
    purpose: "entry",
    side: "buy",
    quantity: "2",
    type: "market",
    timeInForce: "ioc",
    stopPrice: "95",
    thesis: { claim: "it rises", evidence: [], invalidation: "it falls", horizonBars: null, expectedR: null },
    reference: { price: "100", candleTs: T0 },
    createdAt: T0 + CANDLE_MS,
    ...change,
  };
  return Object.fromEntries(Object.entries(whole).filter(([, value]) => value !== undefined)) as unknown as Intent;
}

/** The way out of an entry: all 2 BTC at the market. */
export const exit = (n: number, change: IntentChange = {}): Intent =>
  entry(n, { purpose: "exit", side: "sell", stopPrice: undefined, ...change });

/** The first frame of a connection. */
export const origin = { protocol: PROTOCOL_VERSION, order: "rising" } as const;
export const submit = (intent: Intent): CommandOf<"intent.submit"> => ({
  type: "intent.submit",
  intent,
  prior: null,
  origin,
});

export const accepted = (clientOrderId: string): CommandOf<"venue.accepted"> => ({
  type: "venue.accepted",
  clientOrderId,
  venueOrderId: `v-${clientOrderId}`,
});
/** The venue has the n-th stop of entry 1. */
export const stopAccepted = (attempt = 0): CommandOf<"venue.accepted"> =>
  accepted(orderIdOf(idOf(1, 1), "stop", attempt));
export const canceled = (clientOrderId: string): CommandOf<"venue.canceled"> => ({
  type: "venue.canceled",
  clientOrderId,
  cause: "canceled",
});
export const rejected = (clientOrderId: string): CommandOf<"venue.rejected"> => ({
  type: "venue.rejected",
  clientOrderId,
  reason: "no",
});

/** One execution of an order; the trade id says which, so that a test may report it twice. */
export const filled = (
  clientOrderId: string,
  lastQuantity: string,
  lastPrice = "100",
  change: Partial<FillReport> = {},
): CommandOf<"venue.filled"> => ({
  type: "venue.filled",
  fill: {
    clientOrderId,
    tradeId: `t-${clientOrderId}-${lastQuantity}-${lastPrice}`,
    lastQuantity,
    lastPrice,
    commission: "0.5",
    liquidity: "taker",
    trigger: "market",
    filledAt: T0 + CANDLE_MS,
    ...change,
  },
});

export const kill: CommandOf<"trading.halt"> = { type: "trading.halt", cause: "kill", reason: "key" };
export const resume: CommandOf<"trading.resume"> = { type: "trading.resume", reason: "looked at it" };
export const flatten = (symbol: string | null = null): CommandOf<"account.flatten"> => ({
  type: "account.flatten",
  symbol,
});
