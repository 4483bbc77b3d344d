import type { Portfolio } from "../../gate/contract/agentVerbs.ts";
import type { RuleStats } from "../../gate/contract/rulebook.ts";
import type { Instrument } from "../../store/market/instruments.ts";
import { fromNumber, least, type Money, percentOf, roundTo } from "../../store/money.ts";
import type { RuleDocument } from "../../store/rules/document.ts";
import type { Timestamp } from "../../store/time.ts";
import type { PaperCosts } from "../../store/words/account.ts";
import { type Intent, intent as intentWall, type Thesis } from "../../store/words/intent.ts";
import type { Signal } from "../strategy/signals.ts";
import { quantityOf } from "../strategy/sizing.ts";

/** What an entry is sized from. */
export interface EntryScene {
  readonly signal: Signal;
  readonly size: RuleDocument["size"];
  /** atr(14) in price for a rule sized by volatility. */
  readonly volatility: number | null;
  readonly portfolio: Pick<Portfolio, "equity" | "freeCash" | "sizePct">;
  /** What of its size the rule wants, in percent. */
  readonly ofSizePct: number;
  readonly instrument: Instrument | null;
  /** What the venue takes of a taker; null while it is not known. */
  readonly costs: PaperCosts | null;
  /** One entry's largest share of equity, so that an ordinary signal is not denied for its size. */
  readonly maxEntryPct: number;
  readonly intentId: string;
  readonly now: Timestamp;
}

/** A sized wish, or why the signal does not become one. */
export type Entry =
  | { readonly intent: Intent; readonly reason: null }
  | { readonly intent: null; readonly reason: string };

/** Kept aside of free cash: the gate reckons with the worst price of the collar, the fee, and a reserve. */
const SPENDABLE_PCT = 95;
/** Assumed while the venue's costs are unknown: dearer than any that is known, so that sizes err to the small side. */
const UNKNOWN_COST_BPS = 150;

/** The intent of a signal: at the market, stop and target on the instrument's grid, never more risk than the rule says. */
export function entryOf(scene: EntryScene): Entry {
  const { signal, instrument, portfolio, volatility } = scene;
  if (instrument === null) return refuse(`there is no instrument ${signal.symbol}`);
  const grid = gridFor(instrument.priceIncrement);
  const long = signal.side === "long";
  const price = grid(signal.price, "nearest");
  const stopPrice = grid(signal.stopPrice, long ? "down" : "up");
  const input = {
    equity: portfolio.equity,
    cash: portfolio.freeCash,
    price,
    stopPrice,
    volatility: volatility === null || !Number.isFinite(volatility) ? null : fromNumber(volatility),
    sizePct: (portfolio.sizePct * scene.ofSizePct) / 100,
    costBps: takerBps(scene.costs),
    maxNotional: least(percentOf(portfolio.equity, scene.maxEntryPct), percentOf(portfolio.freeCash, SPENDABLE_PCT)),
  };
  const { quantity, reason } = quantityOf(scene.size, input, instrument);
  if (quantity === null) return refuse(reason);
  const { targetPrice } = signal;
  const wall = intentWall.safeParse({
    intentId: scene.intentId,
    ruleId: signal.ruleId,
    ruleVersion: signal.ruleVersion,
    symbol: signal.symbol,
    purpose: "entry",
    side: long ? "buy" : "sell",
    quantity,
    type: "market",
    timeInForce: "ioc",
    stopPrice,
    ...(targetPrice === null ? {} : { targetPrice: grid(targetPrice, "nearest") }),
    thesis: thesisOf(signal),
    reference: { price, candleTs: signal.candleTs },
    createdAt: scene.now,
  });
  if (wall.success) return { intent: wall.data, reason: null };
  const [issue] = wall.error.issues;
  return refuse(`no valid intent: ${issue?.path.join(".")} ${issue?.message}`);
}

const refuse = (reason: string): Entry => ({ intent: null, reason: reason.slice(0, 300) });

export const gridFor =
  (increment: Money) =>
  (value: number, rounding: "down" | "up" | "nearest"): Money =>
    roundTo(fromNumber(value), increment, rounding);

const takerBps = (costs: PaperCosts | null): number =>
  costs === null ? UNKNOWN_COST_BPS : costs.takerFeeBps + costs.slippageBps + costs.spreadBps / 2;

/** A thesis as the wire holds it: texts within their lengths. */
export const thesisOf = ({ thesis, ruleId }: Pick<Signal, "thesis" | "ruleId">): Thesis => ({
  claim: (thesis.claim || ruleId).slice(0, 500),
  evidence: thesis.evidence.slice(0, 20).map((line) => line.slice(0, 200)),
  invalidation: thesis.invalidation.slice(0, 500) || "the stop is reached",
  horizonBars: thesis.horizonBars,
  expectedR: thesis.expectedR === null ? null : Math.max(-100, Math.min(100, thesis.expectedR)),
});

/** Fewer trades than this say nothing about a rule. */
const TRADES_TO_TELL = 20;

/** Mean R of a rule's closed trades (all of them, or those of a regime), or null while there are too few. */
export const expectedR = ({ trades, sumR }: Pick<RuleStats, "trades" | "sumR">): number | null =>
  trades < TRADES_TO_TELL ? null : sumR / trades;
