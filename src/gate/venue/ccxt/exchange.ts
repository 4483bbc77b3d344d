import { z } from "zod";
import type { InstrumentFacts } from "../../../store/market/instruments.ts";
import type { Clock, Timeframe, Timestamp } from "../../../store/time.ts";
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
import { answered } from "./answered.ts";
import { balancesOf } from "./balances.ts";
import { dialectOf } from "./dialects.ts";
import { fillsSince } from "./fills.ts";
import { fitness } from "./fitness.ts";
import { type Line, type LineOptions, openLine } from "./line.ts";
import { cancel, find, openOrders } from "./orders.ts";
import { place } from "./place.ts";
import { productOf } from "./products.ts";
import type { StopForm } from "./stopForm.ts";
import { type Traits, traitsOf } from "./traits.ts";

export interface CcxtExchangeOptions extends LineOptions {
  /** What the account trades: nothing else is asked about. */
  readonly symbols: readonly string[];
  /** The candles it trades on; null where none are asked for. */
  readonly timeframe: Timeframe | null;
  /** How far beyond its stop price a stop may still trade where it needs a limit, in basis points. */
  readonly stopSlackBps: number;
  readonly now: Clock;
}

interface Parts {
  readonly line: Line;
  readonly traits: Traits;
  readonly products: ReadonlyMap<string, InstrumentFacts>;
  readonly stops: ReadonlyMap<string, StopForm | null>;
}

/**
 * An exchange of ccxt's by its id, spot, through ccxt's unified interface: EXPERIMENTAL. It is as good as ccxt's word of
 * that exchange wherever that cannot be seen; what can be seen is looked at (fitness.ts, told.ts, wholeList.ts).
 */
export class CcxtExchange implements Exchange {
  readonly #options: CcxtExchangeOptions;
  readonly #parts: Parts;

  private constructor(options: CcxtExchangeOptions, parts: Parts) {
    this.#options = options;
    this.#parts = parts;
  }

  /**
   * Loads the exchange's markets and holds it against what is needed. Places nothing.
   * @returns The exchange, or why there is none that can be traded: what is missing, or what it did not answer.
   * @throws InputError when ccxt has no exchange of that id.
   */
  static async open(options: CcxtExchangeOptions): Promise<Answer<CcxtExchange>> {
    const { symbols, timeframe } = options;
    const line = await openLine(options);
    const loaded = answered(await line.ask("loadMarkets"), z.looseObject({}));
    if (!loaded.known) return loaded;
    const { lacks, stops } = await fitness(line, symbols, timeframe);
    if (lacks.length > 0) return { known: false, cause: `${line.name} cannot be traded here: ${lacks.join("; ")}` };
    const products = new Map<string, InstrumentFacts>();
    for (const symbol of symbols) {
      const product = productOf(line, symbol, stops.get(symbol) ?? null, options.now());
      if (!product.known) return product;
      products.set(symbol, product.value);
    }
    return { known: true, value: new CcxtExchange(options, { line, traits: traitsOf(line), products, stops }) };
  }

  /** What it calls itself. */
  get name(): string {
    return this.#parts.line.name;
  }

  /** The symbols as it lists them, with the stops that can rest there. */
  get products(): readonly InstrumentFacts[] {
    return [...this.#parts.products.values()];
  }

  place(spec: OrderSpec): Promise<Answer<Placed>> {
    const { line, traits, products, stops } = this.#parts;
    return place(line, spec, {
      dialect: dialectOf(line.id),
      traits,
      priceIncrement: products.get(spec.symbol)?.priceIncrement,
      stop: stops.get(spec.symbol) ?? null,
      slackBps: this.#options.stopSlackBps,
    });
  }

  cancel(ref: OrderRef): Promise<Answer<CancelAnswer>> {
    return cancel(this.#parts.line, ref);
  }

  find(ref: OrderRef): Promise<Answer<ExchangeOrder | null>> {
    return find(this.#parts.line, ref);
  }

  openOrders(): Promise<Answer<readonly ExchangeOrder[]>> {
    return openOrders(this.#parts.line, this.#options.symbols);
  }

  fills(since: Timestamp): Promise<Answer<readonly ExchangeFill[]>> {
    return fillsSince(this.#parts.line, this.#options.symbols, since);
  }

  balances(): Promise<Answer<Balances>> {
    return balancesOf(this.#parts.line, new Set(this.#options.symbols.flatMap((symbol) => symbol.split("/"))));
  }
}
