import { add, type Money, multiply, negate, subtract } from "../../src/store/money.ts";
import type { Order, Product, Side } from "./order.ts";

/** What a wallet holds in all; what of it is held for orders is worked out from the orders, so that it cannot drift. */
export class Account {
  readonly #totals = new Map<string, Money>();
  readonly #feeRate: Money;

  /** `feeRate`: what is held beside the price of a buy, the taker's fee as a share of it. */
  constructor(feeRate: Money) {
    this.#feeRate = feeRate;
  }

  deposit(currency: string, quantity: Money): void {
    this.#totals.set(currency, add(this.total(currency), quantity));
  }

  total(currency: string): Money {
    return this.#totals.get(currency) ?? "0";
  }

  get currencies(): readonly string[] {
    return [...this.#totals.keys()];
  }

  /** What the open ones of these orders hold of a currency. */
  held(currency: string, orders: Iterable<Order>, productOf: (id: string) => Product | undefined): Money {
    let sum: Money = "0";
    for (const order of orders) {
      const product = productOf(order.productId);
      if (product === undefined || !order.isOpen) continue;
      const left = subtract(order.quantity, order.filled);
      if (order.side === "SELL" && product.base === currency) sum = add(sum, left);
      if (order.side === "BUY" && product.quote === currency) {
        sum = add(sum, this.costOf(left, order.terms.limitPrice ?? product.price));
      }
    }
    return sum;
  }

  /** What a buy takes at most, with the fee. */
  costOf(quantity: Money, price: Money): Money {
    return multiply(multiply(quantity, price), add("1", this.#feeRate));
  }

  settle(side: Side, product: Product, quantity: Money, price: Money, fee: Money): void {
    const value = multiply(quantity, price);
    const [base, quote] = side === "BUY" ? [quantity, negate(value)] : [negate(quantity), value];
    this.deposit(product.base, base);
    this.deposit(product.quote, subtract(quote, fee));
  }
}
