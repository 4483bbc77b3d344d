import type { RuleDocument } from "../../../store/rules/document.ts";
import { fromNumber, toNumber } from "../../../store/money.ts";
import { quantityOf } from "../sizing.ts";
import type { Terms } from "./terms.ts";

/** What a size is computed from: `SizingInput` in floats. */
export interface SizeInput {
  equity: number;
  cash: number;
  price: number;
  stopPrice: number;
  volatility: number | null;
  costBps: number;
  /** No size may be worth more than this. */
  maxNotional: number;
  /** What of the size is wanted, in percent. */
  sizePct: number;
}

/** A quotient of floats may be off by this much of itself: nearer to a multiple of the increment, decimals have to tell. */
const NOISE = 4 * Number.EPSILON;
/** With more of them than this a single step is less than what the account is known by. */
const MAX_STEPS = 2 ** 36;
/** The difference of two near prices has lost as many digits as they share. */
const noiseOf = (size: RuleDocument["size"], { price, stopPrice }: SizeInput): number =>
  "riskPct" in size ? NOISE * (1 + price / Math.abs(price - stopPrice)) : NOISE;

/**
 * `quantityOf` in floats, for backtests: the same quantity on the same grid (test/agent/strategy/backtest/grid.test.ts
 * holds the two together), or 0 where that gives none. Where rounding could make a step's difference it asks that one.
 */
export function sizeOf(size: RuleDocument["size"], input: Readonly<SizeInput>, terms: Terms): number {
  const own = wishOf(size, input);
  const wish = (Math.min(own, input.maxNotional / input.price) * input.sizePct) / 100;
  // NaN and what is not above zero are no size.
  if (!(wish > 0)) return 0;
  const steps = wish / terms.quantityStep;
  if (steps < MAX_STEPS && Math.abs(steps - Math.round(steps)) <= steps * noiseOf(size, input))
    return exactly(size, input, terms);
  const quantity = terms.quantity.down(wish);
  const isEnough = quantity > 0 && quantity >= terms.minQuantity && quantity * input.price >= terms.minNotional;
  return isEnough ? quantity : 0;
}

function exactly(size: RuleDocument["size"], input: SizeInput, { instrument }: Terms): number {
  const { equity, cash, price, stopPrice, volatility, costBps, maxNotional, sizePct } = input;
  const exact = {
    equity: fromNumber(equity),
    cash: fromNumber(cash),
    price: fromNumber(price),
    stopPrice: fromNumber(stopPrice),
    volatility: volatility === null || !Number.isFinite(volatility) ? null : fromNumber(volatility),
    costBps,
    sizePct,
    ...(Number.isFinite(maxNotional) ? { maxNotional: fromNumber(maxNotional) } : {}),
  };
  return toNumber(quantityOf(size, exact, instrument).quantity ?? "0");
}

function wishOf(
  size: RuleDocument["size"],
  { equity, cash, price, stopPrice, volatility, costBps }: SizeInput,
): number {
  // The usual one first: each question costs a sweep as much as the answer.
  if ("riskPct" in size) return (equity * size.riskPct) / 100 / Math.abs(price - stopPrice);
  if ("fixed" in size) return size.fixed;
  if ("notional" in size) return size.notional / price;
  if ("allIn" in size) return cash / (price + (price * costBps) / 10_000);
  if ("equityPct" in size) return (equity * size.equityPct) / 100 / price;
  return volatility === null || !(volatility > 0) ? 0 : (equity * size.volatilityPct) / 100 / volatility;
}
