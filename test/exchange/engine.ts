import { add, divide, isMore, isZero, type Money, multiply, roundTo, subtract } from "../../src/store/money.ts";
import { Account } from "./account.ts";
import { objection } from "./admission.ts";
import { reaches, tradeOf } from "./matching.ts";
import { type Fill, newOrder, type Order, type Product, type Side } from "./order.ts";
import type { Terms } from "./terms.ts";

/** A request for an order, as far as it is understood. */
export interface Wish {
  readonly clientOrderId: string;
  readonly productId: string;
  readonly side: Side;
  readonly terms: Terms | null;
}

export type Taken = { readonly order: Order } | { readonly reason: string };

/** How the exchange behaves where the real one may do either. */
export interface Habits {
  /** An order that came is PENDING, and trades nothing, until `settle`. */
  acceptsSlowly: boolean;
  /** An order that is to go is CANCEL_QUEUED, and may still fill, until `settle`. */
  cancelsSlowly: boolean;
  /** What a client id that was used before gets: the order that used it, a refusal, or (no venue should) a second order. */
  duplicates: "existing" | "refused" | "doubled";
}

const MAKER_RATE = "0.004";
const TAKER_RATE = "0.006";

/** An exchange of one account, at one price a product. What stands in it is the truth that a gate is held against. */
export class Engine {
  readonly products = new Map<string, Product>();
  readonly orders = new Map<string, Order>();
  readonly fills: Fill[] = [];
  readonly account = new Account(TAKER_RATE);
  readonly habits: Habits = { acceptsSlowly: false, cancelsSlowly: false, duplicates: "existing" };
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** What of a currency is free for another order. */
  available(currency: string): Money {
    return subtract(this.account.total(currency), this.held(currency));
  }

  held(currency: string): Money {
    return this.account.held(currency, this.orders.values(), (id) => this.products.get(id));
  }

  /** The order that has that client id. */
  byClientId(clientOrderId: string): Order | undefined {
    return [...this.orders.values()].find((order) => order.clientOrderId === clientOrderId);
  }

  /** Takes an order and trades what it can trade at once; or says why not. */
  place(wish: Wish): Taken {
    this.expire();
    const same = this.byClientId(wish.clientOrderId);
    if (same !== undefined && this.habits.duplicates !== "doubled") {
      return this.habits.duplicates === "existing" ? { order: same } : { reason: "DUPLICATE_CLIENT_ORDER_ID" };
    }
    const reason = this.objection(wish);
    const product = this.products.get(wish.productId);
    if (reason !== null || product === undefined || wish.terms === null) return { reason: reason ?? "INVALID_REQUEST" };
    const n = this.orders.size + 1;
    const { clientOrderId, productId, side, terms } = wish;
    const quantity = this.#quantity(terms, product);
    const ids = { n, orderId: orderIdOf(n), clientOrderId, productId, side, terms, quantity, createdAt: this.#now() };
    const order = newOrder(ids, this.habits.acceptsSlowly ? "PENDING" : "OPEN");
    this.orders.set(order.orderId, order);
    if (order.status === "OPEN") this.#enter(order, product);
    return { order };
  }

  /** Why an order would not be taken; null when it would. */
  objection({ productId, side, terms }: Wish): string | null {
    const product = this.products.get(productId);
    if (product === undefined) return "INVALID_PRODUCT_ID";
    if (terms === null || (terms.quoteSize !== null && side === "SELL")) return "UNSUPPORTED_ORDER_CONFIGURATION";
    const quantity = this.#quantity(terms, product);
    const reason = objection(side, terms, quantity, product, this.#now());
    if (reason !== null) return reason;
    const needed = side === "SELL" ? quantity : this.account.costOf(quantity, terms.limitPrice ?? product.price);
    return isMore(needed, this.available(side === "SELL" ? product.base : product.quote)) ? "INSUFFICIENT_FUND" : null;
  }

  /** Asks for an order to go; a reason when it cannot. */
  cancel(orderId: string): string | null {
    this.expire();
    const order = this.orders.get(orderId);
    if (order === undefined) return "UNKNOWN_CANCEL_ORDER";
    if (order.status === "CANCEL_QUEUED") return "DUPLICATE_CANCEL_REQUEST";
    if (order.status === "FILLED") return "ORDER_IS_FULLY_FILLED";
    if (!order.isOpen) return "INVALID_CANCEL_REQUEST";
    order.status = this.habits.cancelsSlowly ? "CANCEL_QUEUED" : "CANCELLED";
    order.message = "User requested cancel";
    return null;
  }

  /** What was slow comes to pass: pending orders enter the book, queued cancels are done. */
  settle(): void {
    for (const order of this.orders.values()) {
      if (order.status === "CANCEL_QUEUED") order.status = "CANCELLED";
      if (order.status !== "PENDING") continue;
      order.status = "OPEN";
      const product = this.products.get(order.productId);
      if (product !== undefined) this.#enter(order, product);
    }
  }

  /** The next price of a product: it meets what rests, oldest first. */
  setPrice(productId: string, price: Money): void {
    this.expire();
    const product = this.products.get(productId);
    if (product === undefined) throw new Error(`no product ${productId}`);
    product.price = price;
    product.left = product.depth;
    for (const order of this.orders.values()) {
      if (order.productId === productId && order.isOpen && order.status !== "PENDING") this.#meet(order, product);
    }
  }

  /** Orders that were good till a date go when it has come. */
  expire(): void {
    const now = this.#now();
    for (const order of this.orders.values()) {
      if (order.isOpen && order.terms.endTime !== null && order.terms.endTime <= now) order.status = "EXPIRED";
    }
  }

  #enter(order: Order, product: Product): void {
    order.triggered = reaches(order, product.price);
    this.#trade(order, product, false);
    if (!order.isOpen || order.terms.timeInForce === "GTC" || order.terms.timeInForce === "GTD") return;
    order.status = "CANCELLED";
    order.message = "IOC or FOK order was not filled whole";
  }

  #meet(order: Order, product: Product): void {
    const triggers = !order.triggered && reaches(order, product.price);
    if (triggers) order.triggered = true;
    this.#trade(order, product, !triggers);
  }

  #trade(order: Order, product: Product, rested: boolean): void {
    const trade = tradeOf(order, product, rested);
    if (trade === null) return;
    const { quantity, price, liquidity } = trade;
    const commission = multiply(multiply(quantity, price), liquidity === "MAKER" ? MAKER_RATE : TAKER_RATE);
    const { orderId, productId, side } = order;
    const n = this.fills.length + 1;
    const fill = { n, tradeId: `trade-${n}`, orderId, productId, side, price, size: quantity, commission, liquidity };
    this.fills.push({ ...fill, at: this.#now() });
    if (product.left !== null) product.left = subtract(product.left, quantity);
    this.account.settle(side, product, quantity, price, commission);
    order.filled = add(order.filled, quantity);
    order.cost = add(order.cost, multiply(quantity, price));
    order.fees = add(order.fees, commission);
    if (isZero(subtract(order.quantity, order.filled))) order.status = "FILLED";
  }

  /** An order by amount of money is as large as that buys now, with the fee. */
  #quantity({ baseSize, quoteSize }: Terms, product: Product): Money {
    if (baseSize !== null || quoteSize === null) return baseSize ?? "0";
    const whole = divide(quoteSize, this.account.costOf("1", product.price));
    return roundTo(whole, product.baseIncrement, "down");
  }
}

const orderIdOf = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
