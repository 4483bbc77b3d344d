import type { Candle } from "../../store/market/candle.ts";
import { type CostModel, type FillPhase, fillOrder, type WorkingOrder as ModelOrder } from "../../store/market/fill.ts";
import { settleFill } from "../../store/market/settle.ts";
import { subtract, toNumber } from "../../store/money.ts";
import type { Clock, Timestamp } from "../../store/time.ts";
import type { OrderSpec } from "../../store/words/order.ts";
import type { InstrumentFacts } from "../decide/story.ts";
import type { WorkingOrder } from "../mind/state.ts";
import type { Venue, VenueOutcome } from "./venue.ts";

interface Resting {
  readonly spec: OrderSpec;
  readonly quantity: string;
  /** Market time at which it came in: an order takes part in the open only of candles that began at or after it. */
  readonly placedAt: Timestamp;
}

export interface PaperOptions {
  readonly costs: CostModel;
  readonly instrument: (symbol: string) => InstrumentFacts | undefined;
  readonly now: Clock;
  readonly report: (outcome: VenueOutcome) => void;
}

/**
 * A matching engine of our own for paper accounts: the fill model over closed candles, whole fills. Its book is what
 * the journal says is working, so that it needs no memory of its own.
 *
 * For each tick the gate calls `open`, then `range`, then `entered`, and books what is reported between them: so a stop
 * placed for an entry that filled at the open is live within the same candle.
 */
export class PaperVenue implements Venue {
  readonly #book = new Map<string, Resting>();
  readonly #options: PaperOptions;
  #cameInRange = new Set<string>();
  #inRange = false;

  constructor(options: PaperOptions) {
    this.#options = options;
  }

  submit(spec: OrderSpec): void {
    this.#book.set(spec.clientOrderId, { spec, quantity: spec.quantity, placedAt: this.#options.now() });
    if (this.#inRange) this.#cameInRange.add(spec.clientOrderId);
    const { clientOrderId } = spec;
    this.#options.report({ type: "venue.accepted", clientOrderId, venueOrderId: `paper-${clientOrderId}` });
  }

  cancel(clientOrderId: string): void {
    const known = this.#book.delete(clientOrderId);
    const cause = known ? "canceled" : "not in the book";
    this.#options.report({ type: "venue.canceled", clientOrderId, cause });
  }

  restore(orders: readonly WorkingOrder[]): void {
    for (const { spec, state, filledQuantity, reservedAt, clientOrderId } of orders.map((order) => ({
      ...order,
      clientOrderId: order.spec.clientOrderId,
    }))) {
      if (state === "reserved") continue;
      this.#book.set(clientOrderId, { spec, quantity: subtract(spec.quantity, filledQuantity), placedAt: reservedAt });
      if (state === "submitted") {
        this.#options.report({ type: "venue.accepted", clientOrderId, venueOrderId: `paper-${clientOrderId}` });
      } else if (state === "pending_cancel") this.cancel(clientOrderId);
    }
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
    this.#cameInRange = new Set();
    this.#inRange = true;
  }

  /**
   * What fills within the candle, and then the stops of entries that filled within it. A stop counts for the whole
   * candle in which it was placed, the worst case, but not for one that had closed by then (`closedAt`).
   */
  range(candles: ReadonlyMap<string, Candle>, closedAt: Timestamp = Number.POSITIVE_INFINITY): void {
    for (const resting of this.#book.values()) {
      const candle = candles.get(resting.spec.symbol);
      if (candle === undefined || resting.spec.type === "market") continue;
      const protects = resting.spec.role === "stop";
      const inTime = resting.placedAt <= (protects ? closedAt : candle.ts);
      const justIn = protects && this.#cameInRange.has(resting.spec.clientOrderId);
      if (inTime || justIn) this.#try(resting, candle, "range");
    }
    this.#cameInRange = new Set();
  }

  /** The rest of the candle for the stops that were placed since `range`: only stops count, the worst case. */
  entered(candles: ReadonlyMap<string, Candle>): void {
    for (const clientOrderId of this.#cameInRange) {
      const resting = this.#book.get(clientOrderId);
      const candle = resting === undefined ? undefined : candles.get(resting.spec.symbol);
      if (resting?.spec.role === "stop" && candle !== undefined) this.#try(resting, candle, "entered");
    }
    this.#inRange = false;
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
