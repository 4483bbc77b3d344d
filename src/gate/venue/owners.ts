import type { GateState } from "../mind/state.ts";
import type { Exchange, ExchangeFill, ExchangeOrder } from "./exchange.ts";
import type { OwnedFill } from "./snapshot.ts";

const MAX_KNOWN = 2_000;

/** Whose an execution is: exchanges tell of its order by their own id alone. */
export class Owners {
  readonly #exchange: Exchange;
  readonly #state: () => GateState;
  /** Client ids by the exchange's; null for orders that bear none. */
  readonly #known = new Map<string, string | null>();

  constructor(exchange: Exchange, state: () => GateState) {
    this.#exchange = exchange;
    this.#state = state;
  }

  learn(orders: readonly ExchangeOrder[]): void {
    for (const { venueOrderId, clientOrderId } of orders) this.#keep(venueOrderId, clientOrderId);
  }

  /** Those that were not booked yet, each with its owner. What could not be told is left for the next round. */
  async of(fills: readonly ExchangeFill[]): Promise<{ fills: readonly OwnedFill[]; unresolved: number }> {
    const { tradeIds, externalTradeIds } = this.#state();
    const booked = new Set([...tradeIds, ...externalTradeIds]);
    const fresh = fills.filter(({ tradeId }) => !booked.has(tradeId));
    const owned: OwnedFill[] = [];
    for (const fill of fresh) {
      const owner = await this.#ownerOf(fill);
      if (owner !== undefined) owned.push({ ...fill, clientOrderId: owner });
    }
    return { fills: owned, unresolved: fresh.length - owned.length };
  }

  /** Undefined when the exchange does not say. */
  async #ownerOf({ venueOrderId, symbol, filledAt }: ExchangeFill): Promise<string | null | undefined> {
    const ours = this.#oursOf(venueOrderId);
    if (ours !== undefined) return ours;
    const known = this.#known.get(venueOrderId);
    if (known !== undefined) return known;
    const answer = await this.#exchange.find({ clientOrderId: "", venueOrderId, symbol, since: filledAt });
    if (!answer.known || answer.value === null) return undefined;
    this.#keep(venueOrderId, answer.value.clientOrderId);
    return answer.value.clientOrderId;
  }

  #oursOf(venueOrderId: string): string | undefined {
    const { orders, ended, abandoned } = this.#state();
    const all = [
      ...Object.values(orders),
      ...Object.values(ended),
      ...Object.values(abandoned).map(({ order }) => order),
    ];
    return all.find((order) => order.venueOrderId === venueOrderId)?.spec.clientOrderId;
  }

  #keep(venueOrderId: string, clientOrderId: string | null): void {
    this.#known.set(venueOrderId, clientOrderId);
    const [oldest] = this.#known.keys();
    if (this.#known.size > MAX_KNOWN && oldest !== undefined) this.#known.delete(oldest);
  }
}
