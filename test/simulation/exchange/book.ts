import type { Balances, ExchangeFill, ExchangeOrder } from "../../../src/gate/venue/exchange.ts";
import {
  add,
  bpsOf,
  fromNumber,
  isMore,
  isPositive,
  isZero,
  type Money,
  multiply,
  roundTo,
  subtract,
} from "../../../src/store/money.ts";
import type { Timestamp } from "../../../src/store/time.ts";
import { type BookOrder, type Deal, dealAt, FEE_BPS, isTouched, lockedBy, remainingOf, type Terms } from "./order.ts";

export interface BookOptions {
  readonly now: () => Timestamp;
  readonly price: (symbol: string) => Money;
  readonly cash: Money;
  /** Which share of an order is dealt at once, 0 < share <= 1: it is asked for each deal. */
  readonly share: () => number;
  /** Whether the market jumps over this stop. */
  readonly jumps: () => boolean;
  readonly onFill: (fill: ExchangeFill, order: BookOrder) => void;
  /** Anything is otherwise than before. */
  readonly onChange: () => void;
}

export type Admission =
  | { readonly outcome: "accepted"; readonly venueOrderId: string }
  | { readonly outcome: "rejected"; readonly reason: string };

/** Everything on the grid of coins. */
const STEP = "0.00000001";

/**
 * The exchange as it is, whatever it says of itself: orders, executions and balances, exact. Nothing here is hostile;
 * what a client is told of it is another matter.
 */
export class Book {
  readonly orders = new Map<string, BookOrder>();
  readonly fills: ExchangeFill[] = [];
  /** Rises with every change. */
  version = 0;
  readonly #byClient = new Map<string, BookOrder>();
  readonly #balances = new Map<string, Money>();
  readonly #options: BookOptions;
  #working: BookOrder[] = [];

  constructor(options: BookOptions) {
    this.#options = options;
    this.#balances.set("USD", options.cash);
  }

  /** Takes an order in and deals what can be dealt at once. The same client id again is the same order. */
  admit(clientOrderId: string | null, terms: Terms): Admission {
    const known = clientOrderId === null ? undefined : this.#byClient.get(clientOrderId);
    if (known !== undefined) return { outcome: "accepted", venueOrderId: known.venueOrderId };
    const order: BookOrder = {
      venueOrderId: `x-${this.orders.size + 1}`,
      clientOrderId,
      terms,
      filled: "0",
      status: "open",
      detail: "OPEN",
      triggered: false,
      jumped: false,
    };
    const { currency, amount } = lockedBy(order);
    if (isMore(amount, this.free(currency))) return { outcome: "rejected", reason: "INSUFFICIENT_FUND" };
    this.orders.set(order.venueOrderId, order);
    if (clientOrderId !== null) this.#byClient.set(clientOrderId, order);
    this.#working.push(order);
    this.#changed();
    this.#match(order);
    if (order.status === "open" && isImmediate(terms)) this.#end(order, "canceled", "IOC: nothing more at this price");
    return { outcome: "accepted", venueOrderId: order.venueOrderId };
  }

  /** A new price: whatever it reaches is dealt, what is past its time ends. */
  trade(symbol: string): void {
    for (const order of this.working) {
      if (order.terms.symbol !== symbol) continue;
      const { expiresAt } = order.terms;
      if (expiresAt !== null && this.#options.now() >= expiresAt) this.#end(order, "expired", "EXPIRED");
      else this.#match(order);
    }
  }

  /** True when it was open: it is not any more. */
  cancel(order: BookOrder, by: string): boolean {
    if (order.status !== "open") return false;
    this.#end(order, "canceled", `CANCELLED by ${by}`);
    return true;
  }

  /** Deals whatever of an order the last price gives, as when a fill is faster than a cancel. */
  rush(order: BookOrder): void {
    if (order.status === "open" && order.terms.type === "limit") {
      this.#deal(order, { price: order.terms.limitPrice ?? "0", liquidity: "maker" });
    }
  }

  find(clientOrderId: string): BookOrder | undefined {
    return this.#byClient.get(clientOrderId);
  }

  get working(): readonly BookOrder[] {
    return this.#working.filter(({ status }) => status === "open");
  }

  total(currency: string): Money {
    return this.#balances.get(currency) ?? "0";
  }

  free(currency: string): Money {
    const locks = this.working.map(lockedBy).filter((lock) => lock.currency === currency);
    return subtract(this.total(currency), ...locks.map(({ amount }) => amount));
  }

  get balances(): Balances {
    return Object.fromEntries([...this.#balances].filter(([, amount]) => !isZero(amount)));
  }

  #match(order: BookOrder): void {
    const last = this.#options.price(order.terms.symbol);
    if (isTouched(order, last) && !order.triggered) {
      order.triggered = true;
      order.jumped = this.#options.jumps();
    }
    const deal = dealAt(order, last);
    if (deal !== null) this.#deal(order, deal);
  }

  #deal(order: BookOrder, { price, liquidity }: Deal): void {
    const { symbol, side } = order.terms;
    const left = remainingOf(order);
    const part = roundTo(multiply(left, fromNumber(this.#options.share())), STEP, "down");
    const quantity = isPositive(part) ? part : left;
    const notional = multiply(price, quantity);
    const commission = roundTo(bpsOf(notional, FEE_BPS[liquidity]), STEP, "up");
    const [base = "", quote = ""] = symbol.split("/");
    this.#move(base, side === "buy" ? quantity : subtract("0", quantity));
    this.#move(quote, subtract(side === "buy" ? subtract("0", notional) : notional, commission));
    order.filled = add(order.filled, quantity);
    const fill: ExchangeFill = {
      tradeId: `t-${this.fills.length + 1}`,
      venueOrderId: order.venueOrderId,
      symbol,
      side,
      lastQuantity: quantity,
      lastPrice: price,
      commission,
      liquidity,
      filledAt: this.#options.now(),
    };
    this.fills.push(fill);
    this.#changed();
    if (isZero(remainingOf(order))) this.#end(order, "filled", "FILLED");
    this.#options.onFill(fill, order);
  }

  #end(order: BookOrder, status: ExchangeOrder["status"], detail: string): void {
    order.status = status;
    order.detail = detail;
    this.#working = this.#working.filter((each) => each !== order);
    this.#changed();
  }

  #changed(): void {
    this.version += 1;
    this.#options.onChange();
  }

  #move(currency: string, amount: Money): void {
    this.#balances.set(currency, add(this.total(currency), amount));
  }
}

const isImmediate = ({ type, timeInForce }: Terms): boolean =>
  type === "market" || (type === "limit" && (timeInForce === "ioc" || timeInForce === "fok"));
