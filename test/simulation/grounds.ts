import type { ExchangeFill } from "../../src/gate/venue/exchange.ts";
import type { VenueOutcome } from "../../src/gate/venue/venue.ts";
import { add, multiply, type Money, subtract } from "../../src/store/money.ts";
import type { FillReport, OrderSpec } from "../../src/store/words/order.ts";
import type { Book } from "./exchange/book.ts";
import { remainingOf } from "./exchange/order.ts";

/** What is so at the venue, whatever the gate was told. */
export interface Grounds {
  /** In the quote currency, everything included. */
  readonly cash: Money;
  coins(symbol: string): Money;
  /** Orders with a client id that may still fill. */
  openIds(): readonly string[];
  /** Whether an order is or was there. */
  knows(clientOrderId: string): boolean;
  /** What of an order may still fill; "0" when it is over or was never there. */
  remaining(clientOrderId: string): Money;
}

/** The grounds of a hostile exchange are its honest book. */
export const groundsOf = (book: Book): Grounds => ({
  get cash() {
    return book.total("USD");
  },
  coins: (symbol) => book.total(symbol.split("/")[0] ?? ""),
  knows: (clientOrderId) => book.find(clientOrderId) !== undefined,
  openIds: () => book.working.flatMap(({ clientOrderId }) => clientOrderId ?? []),
  remaining(clientOrderId) {
    const order = book.find(clientOrderId);
    return order?.status === "open" ? remainingOf(order) : "0";
  },
});

/**
 * The paper venue's grounds: kept from what goes in and what it says, since its book is nobody's business. It has no
 * memory of its own: what the gate had not booked when it died did not happen, and comes again.
 */
export class PaperGrounds implements Grounds {
  readonly #open = new Map<string, OrderSpec>();
  readonly #said = new Map<string, FillReport>();
  readonly #coins = new Map<string, Money>();
  cash: Money;

  constructor(cash: Money) {
    this.cash = cash;
  }

  coins(symbol: string): Money {
    return this.#coins.get(symbol) ?? "0";
  }

  knows(clientOrderId: string): boolean {
    return this.#open.has(clientOrderId);
  }

  openIds(): readonly string[] {
    return [...this.#open.keys()];
  }

  remaining(clientOrderId: string): Money {
    return this.#open.get(clientOrderId)?.quantity ?? "0";
  }

  sent(spec: OrderSpec): void {
    this.#open.set(spec.clientOrderId, spec);
  }

  said(outcome: VenueOutcome): void {
    if (outcome.type === "venue.filled") this.#said.set(outcome.fill.tradeId, outcome.fill);
    else if (outcome.type === "venue.canceled" || outcome.type === "venue.expired") {
      this.#open.delete(outcome.clientOrderId);
    }
  }

  /** The gate booked it: now it has happened, as it was said. Gives the execution; null when nobody had said it. */
  booked(tradeId: string): ExchangeFill | null {
    const fill = this.#said.get(tradeId);
    const spec = this.#open.get(fill?.clientOrderId ?? "");
    if (fill === undefined || spec === undefined) return null;
    this.#open.delete(fill.clientOrderId);
    const { symbol, side } = spec;
    const notional = multiply(fill.lastPrice, fill.lastQuantity);
    const before = this.coins(symbol);
    this.#coins.set(symbol, side === "buy" ? add(before, fill.lastQuantity) : subtract(before, fill.lastQuantity));
    this.cash = subtract(side === "buy" ? subtract(this.cash, notional) : add(this.cash, notional), fill.commission);
    return { ...fill, venueOrderId: `paper-${fill.clientOrderId}`, symbol, side };
  }

  /** A new process: the book is what the journal says is out. */
  restored(specs: readonly OrderSpec[]): void {
    this.#said.clear();
    this.#open.clear();
    for (const spec of specs) this.sent(spec);
  }
}
