import type { CandleColumns } from "../src/store/market/candle.ts";
import { FEE_BPS, OPTIONS } from "./backtestMarket.ts";

const FEE = FEE_BPS / 10_000;
/** What a product with a price on the grid may lie beside it. */
const BESIDE = 1e-6;
const cents = {
  up: (price: number) => Math.ceil(price * 100 - BESIDE) / 100,
  down: (price: number) => Math.floor(price * 100 + BESIDE) / 100,
};
const feeOf = (notional: number): number => Math.ceil(notional * FEE * 1e8 - BESIDE) / 1e8;

/** What the hand-written loop gives: the equity at the end, and its trades as columns. */
export interface HandResult {
  readonly equity: number;
  readonly entryRow: number[];
  readonly exitRow: number[];
  readonly entryPrice: number[];
  readonly exitPrice: number[];
  readonly quantity: number[];
  readonly fees: number[];
}

/**
 * The rule of backtestMarket.ts as somebody would write it who only ever wants this one: everything in one loop, its
 * numbers in registers, and no candle, order or fill as a thing of its own.
 */
export function handLoop({ open, high, low, close, length }: CandleColumns): HandResult {
  const [fastWeight, slowWeight, rangeWeight] = [2 / 13, 2 / 27, 1 / 14];
  const [fastRest, slowRest, rangeRest] = [1 - fastWeight, 1 - slowWeight, 1 - rangeWeight];
  let fast = close[0]!;
  let slow = close[0]!;
  let last = close[0]!;
  let range = 0;
  let seen = 0;
  let cash: number = OPTIONS.equity;
  let held = 0;
  let price = 0;
  let stop = 0;
  let row = 0;
  let paid = 0;
  let entering = 0;
  let leaving = false;
  const result: HandResult = {
    equity: 0,
    entryRow: [],
    exitRow: [],
    entryPrice: [],
    exitPrice: [],
    quantity: [],
    fees: [],
  };
  const sell = (at: number, gross: number): void => {
    const net = cents.down(gross);
    const fee = feeOf(net * held);
    cash += net * held - fee;
    result.entryRow.push(row);
    result.exitRow.push(at);
    result.entryPrice.push(price);
    result.exitPrice.push(net);
    result.quantity.push(held);
    result.fees.push(paid + fee);
    held = 0;
  };
  for (let at = 0; at < length; at += 1) {
    const first = open[at]!;
    const top = high[at]!;
    const bottom = low[at]!;
    const now = close[at]!;
    if (entering > 0) {
      held = entering;
      price = cents.up(first);
      row = at;
      entering = 0;
      paid = feeOf(price * held);
      cash -= price * held + paid;
      if (bottom <= stop) sell(at, Math.min(first, stop));
    } else if (leaving) {
      leaving = false;
      sell(at, first);
    } else if (held > 0 && bottom <= stop) sell(at, Math.min(first, stop));
    const wide = at === 0 ? top - bottom : Math.max(top, last) - Math.min(bottom, last);
    last = now;
    const fastBefore = fast;
    const slowBefore = slow;
    if (at > 0) {
      fast = fastWeight * now + fastRest * fast;
      slow = slowWeight * now + slowRest * slow;
    }
    if (seen < 14) range += (wide - range) / (seen += 1);
    else range = rangeWeight * wide + rangeRest * range;
    if (at < 25) continue;
    if (held > 0) leaving = fastBefore >= slowBefore && fast < slow;
    else if (fastBefore <= slowBefore && fast > slow) {
      stop = cents.down(now - 2 * range);
      entering = Math.floor(Math.min((cash * 0.005) / (now - stop), (cash * 0.45) / now) * 1e8) / 1e8;
    }
  }
  return { ...result, equity: cash + held * close[length - 1]! };
}
