import type { Candle } from "../../store/market/candle.ts";
import { type CostModel, type FillPhase, fillOrder, type WorkingOrder as ModelOrder } from "../../store/market/fill.ts";
import { settleFill } from "../../store/market/settle.ts";
import { subtract, toNumber } from "../../store/money.ts";
import type { Clock, Timestamp } from "../../store/time.ts";
import type { OrderSpec } from "../../store/words/order.ts";
import type { Instrument } from "../../store/market/instruments.ts";
import type { WorkingOrder } from "../mind/state.ts";
import type { Venue, VenueOutcome } from "./venue.ts";

interface Resting {
  readonly spec: OrderSpec;
  readonly quantity: string;
  /** Market time at which it came in: it tells in which phase of which candle the order may take part first. */
  readonly placedAt: Timestamp;
}

/**
 * Where within a candle the clock stands while the gate books what filled at its open, or in its range. Since these are
 * moments of market time they are journaled with the orders that follow, and a tick that is repeated after a crash finds
 * every order in the phase it came from.
 */
export const AFTER_OPEN_MS = 1;
export const AFTER_RANGE_MS = 2;

export interface PaperOptions {
  readonly costs: CostModel;
  readonly instrument: (symbol: string) => Instrument | undefined;
  readonly now: Clock;
  readonly report: (outcome: VenueOutcome) => void;
}

/**
 * A matching engine of our own for paper accounts: the fill model over closed candles, whole fills. Its book is what
 * the journal says is working, so that it needs no memory of its own.
 *
 * For each tick the market clock calls `open`, then `range`, then `entered`, and the gate books what is reported between
 * them: so a stop placed for an entry that filled at the open is live within the same candle.
 */
export class PaperVenue implements Venue {
  readonly #book = new Map<string, Resting>();
  readonly #options: PaperOptions;
  #standing: Timestamp | null = null;

  constructor(options: PaperOptions) {
    this.#options = options;
  }

  submit(spec: OrderSpec): void {
    this.#book.set(spec.clientOrderId, {
      spec,
      quantity: spec.quantity,
      placedAt: this.#standing ?? this.#options.now(),
    });
    const { clientOrderId } = spec;
    this.#options.report({ type: "venue.accepted", clientOrderId, venueOrderId: `paper-${clientOrderId}` });
  }

  cancel(clientOrderId: string): void {
    const known = this.#book.delete(clientOrderId);
    const cause = known ? "canceled" : "not in the book";
    this.#options.report({ type: "venue.canceled", clientOrderId, cause });
  }

  restore(orders: readonly WorkingOrder[]): void {
    this.#takeUp(orders);
    this.look();
  }

  /** Its book, at once. It keeps no balances: the ledger is its account. */
  look(): void {
    const orders = [...this.#book.values()].map(({ spec, quantity }) => ({
      clientOrderId: spec.clientOrderId,
      venueOrderId: `paper-${spec.clientOrderId}`,
      symbol: spec.symbol,
      side: spec.side,
      quantity: spec.quantity,
      filledQuantity: subtract(spec.quantity, quantity),
      limitPrice: spec.limitPrice,
      stopPrice: spec.stopPrice,
    }));
    const askedAt = this.#options.now();
    this.#options.report({
      type: "venue.seen",
      snapshot: { askedAt, fills: [], orders, balances: null, isWhole: true },
    });
  }

  #takeUp(orders: readonly WorkingOrder[]): void {
    for (const { spec, state, filledQuantity, reservedAt } of orders) {
      if (state === "reserved") continue;
      const { clientOrderId } = spec;
      this.#book.set(clientOrderId, { spec, quantity: subtract(spec.quantity, filledQuantity), placedAt: reservedAt });
      if (state === "submitted") {
        this.#options.report({ type: "venue.accepted", clientOrderId, venueOrderId: `paper-${clientOrderId}` });
      } else if (state === "pending_cancel") this.cancel(clientOrderId);
    }
  }

  /**
   * Where within a candle the market stands while what filled there is booked (null: at its own time). What comes in
   * meanwhile came in there, also when the wall clock has gone on since.
   */
  standAt(moment: Timestamp | null): void {
    this.#standing = moment;
  }

  /** What fills at the open: market orders, gapped limits and stops. Orders past their time are taken off first. */
  open(candles: ReadonlyMap<string, Candle>): void {
    this.#expire(candles);
    for (const resting of this.#book.values()) {
      const candle = candles.get(resting.spec.symbol);
      if (candle === undefined || resting.placedAt > candle.ts) continue;
      const filled = this.#try(resting, candle, "open");
      if (!filled && resting.spec.type === "market") this.#end(resting, "beyond the collar");
      else if (!filled && isImmediate(resting.spec)) this.#end(resting, "not filled at once");
    }
  }

  /** What fills within the candle: what was in the book when it began, and the stops of entries at its open. */
  range(candles: ReadonlyMap<string, Candle>): void {
    for (const resting of this.#book.values()) {
      const candle = candles.get(resting.spec.symbol);
      if (candle === undefined || resting.spec.type === "market") continue;
      const since = candle.ts + (resting.spec.role === "stop" ? AFTER_OPEN_MS : 0);
      if (resting.placedAt <= since) this.#try(resting, candle, "range");
    }
  }

  /**
   * The rest of the candle for the stops that were placed in its course, up to its close (`closedAt`): only stops count,
   * the worst case, since what came before the stop and what after it cannot be known.
   */
  entered(candles: ReadonlyMap<string, Candle>, closedAt: Timestamp): void {
    for (const resting of this.#book.values()) {
      const candle = candles.get(resting.spec.symbol);
      const { spec, placedAt } = resting;
      if (candle === undefined || spec.role !== "stop" || placedAt > closedAt) continue;
      if (placedAt > candle.ts + AFTER_OPEN_MS) this.#try(resting, candle, "entered");
    }
  }

  #try(resting: Resting, candle: Candle, phase: FillPhase): boolean {
    const { spec, quantity } = resting;
    const fill = fillOrder(asModel(spec), candle, phase, this.#options.costs);
    const instrument = this.#options.instrument(spec.symbol);
    if (fill === null || instrument === undefined) return false;
    const { lastPrice, commission } = settleFill(
      fill,
      spec.side,
      quantity,
      instrument.priceIncrement,
      this.#options.costs,
    );
    this.#book.delete(spec.clientOrderId);
    this.#options.report({
      type: "venue.filled",
      fill: {
        clientOrderId: spec.clientOrderId,
        tradeId: `paper-${spec.clientOrderId}-1`,
        lastQuantity: quantity,
        lastPrice,
        commission,
        liquidity: fill.liquidity,
        trigger: fill.trigger,
        filledAt: candle.ts,
      },
    });
    return true;
  }

  #expire(candles: ReadonlyMap<string, Candle>): void {
    for (const resting of this.#book.values()) {
      const candle = candles.get(resting.spec.symbol);
      const { expiresAt } = resting.spec;
      if (candle !== undefined && expiresAt !== null && candle.ts >= expiresAt) this.#end(resting, "its time is up");
    }
  }

  #end({ spec: { clientOrderId } }: Resting, cause: string): void {
    this.#book.delete(clientOrderId);
    this.#options.report({ type: "venue.expired", clientOrderId, cause });
  }
}

const isImmediate = ({ type, timeInForce }: OrderSpec): boolean =>
  type === "limit" && (timeInForce === "ioc" || timeInForce === "fok");

const optional = <Key extends string>(key: Key, price: string | null): { [K in Key]?: number } =>
  (price === null ? {} : { [key]: toNumber(price) }) as { [K in Key]?: number };

const asModel = (spec: OrderSpec): ModelOrder => ({
  side: spec.side,
  type: spec.type,
  ...optional("limitPrice", spec.limitPrice),
  ...optional("stopPrice", spec.stopPrice),
  ...optional("targetPrice", spec.targetPrice),
  ...optional("collarPrice", spec.collarPrice),
});
