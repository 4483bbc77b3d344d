import type { InstrumentFacts } from "../../../store/market/instruments.ts";
import type { Money } from "../../../store/money.ts";
import type { Clock, Timestamp } from "../../../store/time.ts";
import type { OrderSpec } from "../../../store/words/order.ts";
import type {
  Answer,
  Balances,
  CancelAnswer,
  Exchange,
  ExchangeFill,
  ExchangeOrder,
  OrderRef,
  Placed,
} from "../exchange.ts";
import { balancesOf } from "./balances.ts";
import { cancel } from "./cancel.ts";
import { type Capabilities, capabilities } from "./capabilities.ts";
import { fillsSince } from "./fills.ts";
import { lastPrice } from "./lastPrice.ts";
import type { BodyTerms } from "./orderBody.ts";
import { find, openOrders } from "./orders.ts";
import { type KeyPermissions, keyPermissions } from "./permissions.ts";
import { patient } from "./patience.ts";
import { place } from "./place.ts";
import { type Preview, preview } from "./preview.ts";
import { products } from "./products.ts";
import { type Ask, coinbaseWire, type WireOptions } from "./wire.ts";

export interface CoinbaseExchangeOptions extends WireOptions {
  /** What the account trades: only the wallets of their currencies are told. */
  readonly symbols: readonly string[];
  /** What is known of a symbol when an order for it is written. */
  readonly instrument: (symbol: string) => InstrumentFacts | undefined;
  /** How far beyond its stop price a stop may still trade, in basis points: Coinbase has no stop at the market. */
  readonly stopSlackBps: number;
  /** Whether the venue is to refuse a limit order that would trade at once; no when not said. */
  readonly postOnly?: boolean;
  /** How often a question that changes nothing is asked when the venue breaks on it; once when not said. */
  readonly readAttempts?: number;
  readonly now: Clock;
}

/**
 * Coinbase Advanced Trade, spot. Orders, looks and balances go through the narrow port that every exchange has; beside
 * it stand the questions that are asked once, before anything is traded. Nothing here can send money away.
 */
export class CoinbaseExchange implements Exchange {
  readonly #options: Omit<CoinbaseExchangeOptions, "key">;
  readonly #ask: Ask;

  /** @throws InputError when the key cannot be used. */
  constructor({ key, ...options }: CoinbaseExchangeOptions) {
    this.#options = options;
    this.#ask = patient(coinbaseWire({ key, ...options }), options.readAttempts ?? 1);
  }

  place(spec: OrderSpec): Promise<Answer<Placed>> {
    return place(this.#ask, spec, this.#terms(spec));
  }

  cancel(ref: OrderRef): Promise<Answer<CancelAnswer>> {
    return cancel(this.#ask, ref);
  }

  find(ref: OrderRef): Promise<Answer<ExchangeOrder | null>> {
    return find(this.#ask, ref);
  }

  openOrders(): Promise<Answer<readonly ExchangeOrder[]>> {
    return openOrders(this.#ask);
  }

  fills(since: Timestamp): Promise<Answer<readonly ExchangeFill[]>> {
    return fillsSince(this.#ask, since);
  }

  /** `further`: currencies besides those that the account trades. */
  balances(further: readonly string[] = []): Promise<Answer<Balances>> {
    return balancesOf(this.#ask, new Set([...further, ...this.#options.symbols.flatMap((each) => each.split("/"))]));
  }

  /** Whether this key may be used at all. */
  keyPermissions(): Promise<Answer<KeyPermissions>> {
    return keyPermissions(this.#ask);
  }

  /** The symbols as Coinbase lists them now. */
  products(): Promise<Answer<readonly InstrumentFacts[]>> {
    return products(this.#ask, this.#options.symbols, this.#options.now());
  }

  /** What a symbol was traded at last. */
  lastPrice(symbol: string): Promise<Answer<Money>> {
    return lastPrice(this.#ask, symbol);
  }

  /** What Coinbase would make of an order: the same words as if it were placed, and nothing is. */
  preview(spec: OrderSpec): Promise<Answer<Preview>> {
    return preview(this.#ask, spec, this.#terms(spec));
  }

  /** Which stops can rest at the exchange in a product that was listed. Places nothing. */
  capabilities(facts: InstrumentFacts): Promise<Answer<Capabilities>> {
    return capabilities(this.#ask, facts);
  }

  #terms({ symbol }: OrderSpec): BodyTerms {
    const { instrument, stopSlackBps: slackBps, postOnly = false } = this.#options;
    return { priceIncrement: instrument(symbol)?.priceIncrement, slackBps, postOnly };
  }
}
