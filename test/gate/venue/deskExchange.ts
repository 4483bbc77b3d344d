import type {
  Answer,
  Balances,
  CancelAnswer,
  Exchange,
  ExchangeFill,
  ExchangeOrder,
  OrderRef,
  Placed,
} from "../../../src/gate/venue/exchange.ts";
import { add, multiply, subtract } from "../../../src/store/money.ts";
import type { OrderSpec } from "../../../src/store/words/order.ts";

const yes = <Value>(value: Value): Answer<Value> => ({ known: true, value });
const LOST: Answer<never> = { known: false, cause: "timeout" };

/** An exchange whose every move a test makes by hand; `lose` names what gets no answer, and whether it arrives all the same. */
export class DeskExchange implements Exchange {
  readonly orders: ExchangeOrder[] = [];
  readonly executions: ExchangeFill[] = [];
  readonly placed: string[] = [];
  readonly canceled: string[] = [];
  balance: Record<string, string> = { USD: "5000" };
  /** What happens to the next orders: taken with an answer, without one, lost on the way, or refused. */
  next: ("take" | "take unsaid" | "lose" | "refuse")[] = [];
  isDown = false;
  /** Whether look-ups by id find nothing, as a list that lags does. */
  isBlind = false;
  /** Whether look-ups by id alone find nothing, while the list of open orders shows them. */
  isHalfBlind = false;
  /** Whether it refuses every cancel. */
  isDeaf = false;
  readonly now: () => number;

  constructor(now: () => number) {
    this.now = now;
  }

  place(spec: OrderSpec): Promise<Answer<Placed>> {
    this.placed.push(spec.clientOrderId);
    const how = this.isDown ? "lose" : (this.next.shift() ?? "take");
    if (how === "lose") return Promise.resolve(LOST);
    if (how === "refuse") return Promise.resolve(yes({ outcome: "rejected", reason: "INSUFFICIENT_FUND" }));
    const venueOrderId = `v-${this.orders.length + 1}`;
    const { clientOrderId, symbol, side, quantity, limitPrice, collarPrice, stopPrice } = spec;
    this.orders.push({
      clientOrderId,
      venueOrderId,
      symbol,
      side,
      quantity,
      filledQuantity: "0",
      limitPrice: limitPrice ?? collarPrice,
      stopPrice,
      status: "open",
      detail: "OPEN",
    });
    return Promise.resolve(how === "take unsaid" ? LOST : yes({ outcome: "accepted", venueOrderId }));
  }

  cancel({ venueOrderId }: OrderRef): Promise<Answer<CancelAnswer>> {
    if (this.isDown) return Promise.resolve(LOST);
    if (this.isDeaf) return Promise.resolve(yes({ outcome: "refused", reason: "UNKNOWN_CANCEL_ORDER" }));
    this.canceled.push(venueOrderId ?? "");
    const order = this.orders.find((each) => each.venueOrderId === venueOrderId);
    if (order?.status !== "open") return Promise.resolve(yes({ outcome: "refused", reason: "NOT_OPEN" }));
    this.change(order.venueOrderId, { status: "canceled", detail: "CANCELLED" });
    return Promise.resolve(yes({ outcome: "asked" }));
  }

  find({ clientOrderId, venueOrderId }: OrderRef): Promise<Answer<ExchangeOrder | null>> {
    if (this.isDown) return Promise.resolve(LOST);
    const found = this.orders.find((each) =>
      venueOrderId === null ? each.clientOrderId === clientOrderId : each.venueOrderId === venueOrderId,
    );
    return Promise.resolve(yes(this.isBlind || this.isHalfBlind ? null : (found ?? null)));
  }

  openOrders(): Promise<Answer<readonly ExchangeOrder[]>> {
    const open = this.isBlind ? [] : this.orders.filter(({ status }) => status === "open");
    return Promise.resolve(this.isDown ? LOST : yes(open));
  }

  fills(since: number): Promise<Answer<readonly ExchangeFill[]>> {
    return Promise.resolve(this.isDown ? LOST : yes(this.executions.filter(({ filledAt }) => filledAt >= since)));
  }

  balances(): Promise<Answer<Balances>> {
    return Promise.resolve(this.isDown ? LOST : yes(this.balance));
  }

  change(venueOrderId: string, change: Partial<ExchangeOrder>): void {
    const at = this.orders.findIndex((each) => each.venueOrderId === venueOrderId);
    const order = this.orders[at];
    if (order !== undefined) this.orders[at] = { ...order, ...change };
  }

  /** An order of a hand that is not ours. */
  foreign(change: Partial<ExchangeOrder> = {}): string {
    const venueOrderId = `v-${this.orders.length + 1}`;
    const order = { clientOrderId: "by hand", venueOrderId, symbol: "BTC/USD", side: "buy", quantity: "1" } as const;
    const rest = { filledQuantity: "0", limitPrice: "90", stopPrice: null, status: "open", detail: "OPEN" } as const;
    this.orders.push({ ...order, ...rest, ...change });
    return venueOrderId;
  }

  /** Fills `quantity` of an order at a price, for 0.5 of commission; cash and coins move. */
  fill(venueOrderId: string, quantity: string, price: string): void {
    const order = this.orders.find((each) => each.venueOrderId === venueOrderId);
    if (order === undefined) throw new RangeError(`no order ${venueOrderId}`);
    const filledQuantity = add(order.filledQuantity, quantity);
    const isFull = subtract(order.quantity, filledQuantity) === "0";
    this.change(venueOrderId, { filledQuantity, ...(isFull ? { status: "filled", detail: "FILLED" } : {}) });
    const { symbol, side } = order;
    const tradeId = `t-${this.executions.length + 1}`;
    const fill = { tradeId, venueOrderId, symbol, side, lastQuantity: quantity, lastPrice: price } as const;
    this.executions.push({ ...fill, commission: "0.5", liquidity: "taker", filledAt: this.now() });
    const base = symbol.split("/")[0] ?? "";
    const notional = multiply(quantity, price);
    const sign = side === "buy" ? 1 : -1;
    const moved = (amount: string, by: string, up: boolean): string => (up ? add(amount, by) : subtract(amount, by));
    this.balance = {
      ...this.balance,
      [base]: moved(this.balance[base] ?? "0", quantity, sign > 0),
      USD: subtract(moved(this.balance["USD"] ?? "0", notional, sign < 0), "0.5"),
    };
  }

  /** The exchange's id of what was sent under that id of ours. */
  venueId(clientOrderId: string): string {
    const found = this.orders.find((each) => each.clientOrderId === clientOrderId);
    if (found === undefined) throw new RangeError(`${clientOrderId} never arrived`);
    return found.venueOrderId;
  }
}
