import type { Timestamp } from "../../../store/time.ts";
import type { Answer, CancelAnswer, ExchangeOrder, OrderRef } from "../exchange.ts";
import { answered } from "./answered.ts";
import { exchangeOrder, orderList, ourIdIn } from "./answerOrder.ts";
import { dialectOf } from "./dialects.ts";
import type { Line } from "./line.ts";
import { traitsOf } from "./traits.ts";
import { SHORTEST_PAGE, wholeList } from "./wholeList.ts";

/** The exchange's clock may be behind ours by that much when an order is looked for by the time it was placed. */
const CLOCK_SKEW_MS = 300_000;

/** One order: by the exchange's id where it is known; else by ours, among what is open and what has ended. */
export function find(line: Line, ref: OrderRef): Promise<Answer<ExchangeOrder | null>> {
  return ref.venueOrderId === null ? findByOurId(line, ref) : findById(line, ref, ref.venueOrderId);
}

/** Every order of these symbols that may still fill, whoever placed it. */
export async function openOrders(line: Line, symbols: readonly string[]): Promise<Answer<readonly ExchangeOrder[]>> {
  const { listsAllOpen } = dialectOf(line.id);
  const asked = traitsOf(line).needsSymbol("fetchOpenOrders") ? symbols : [undefined];
  const found = new Map<string, ExchangeOrder>();
  for (const symbol of asked) {
    const answer = answered(await line.ask("fetchOpenOrders", symbol), orderList);
    if (!answer.known) return answer;
    if (answer.value.length >= SHORTEST_PAGE && !listsAllOpen) {
      return { known: false, cause: `${answer.value.length} open orders: it cannot be told whether these are all` };
    }
    for (const { row } of answer.value) found.set(row.venueOrderId, row);
  }
  return { known: true, value: [...found.values()].filter(({ status }) => status === "open") };
}

/** Asks for an order to go: by the exchange's own id, since not every exchange cancels by ours. */
export async function cancel(line: Line, ref: OrderRef): Promise<Answer<CancelAnswer>> {
  if (ref.venueOrderId !== null) return cancelById(line, ref, ref.venueOrderId);
  const found = await find(line, ref);
  if (!found.known) return found;
  if (found.value === null) return { known: false, cause: `no order ${ref.clientOrderId} is listed (yet)` };
  const { status, detail, venueOrderId } = found.value;
  return status === "open" ? cancelById(line, ref, venueOrderId) : refused(`ORDER_IS_DONE: ${detail}`);
}

async function cancelById(line: Line, { symbol }: OrderRef, id: string): Promise<Answer<CancelAnswer>> {
  const told = await line.ask("cancelOrder", id, symbol);
  if (told.says === "nothing") return { known: false, cause: told.cause };
  // What ccxt makes of a yes differs by exchange, and a yes says only that it was asked for.
  return told.says === "no" ? refused(told.reason) : { known: true, value: { outcome: "asked" } };
}

const refused = (reason: string): Answer<CancelAnswer> => ({ known: true, value: { outcome: "refused", reason } });

async function findById(line: Line, ref: OrderRef, id: string): Promise<Answer<ExchangeOrder | null>> {
  const told = await line.ask("fetchOrder", id, ref.symbol);
  if (told.says === "no" && told.kind === "OrderNotFound") return { known: true, value: null };
  const answer = answered(told, exchangeOrder);
  if (!answer.known) return answer;
  const { venueOrderId, clientOrderId } = answer.value;
  if (venueOrderId !== id || clientOrderId !== ref.clientOrderId) {
    return { known: false, cause: `asked for order ${id}, another one came back` };
  }
  return answer;
}

/** What is open is asked first: an order that ends meanwhile is in one of the lists, or in both. */
async function findByOurId(line: Line, ref: OrderRef): Promise<Answer<ExchangeOrder | null>> {
  const since = ref.since - CLOCK_SKEW_MS;
  const seen = new Map<string, ExchangeOrder>();
  for (const list of ["fetchOpenOrders", ...endedLists(line)] as const) {
    const answer = await listed(line, list, ref.symbol, since);
    if (!answer.known) return answer;
    for (const order of answer.value) seen.set(order.venueOrderId, order);
  }
  const orders = [...seen.values()];
  const [first, ...more] = orders.filter(({ clientOrderId }) => clientOrderId === ref.clientOrderId);
  // Nowhere an id of ours, and orders without any: this exchange may keep them to itself, and any of these be it.
  const isTelling = orders.some(({ clientOrderId }) => clientOrderId !== null && ourIdIn(clientOrderId) !== null);
  if (!isTelling && orders.some(({ clientOrderId }) => clientOrderId === null)) {
    return { known: false, cause: "orders are listed without the ids that they were sent with" };
  }
  if (more.length > 0) return { known: false, cause: `${more.length + 1} orders carry the id ${ref.clientOrderId}` };
  return { known: true, value: first ?? null };
}

/** Where orders that ended are listed: canceled ones apart at some exchanges. */
function endedLists({ has }: Line) {
  if (has["fetchOrders"] === true) return ["fetchOrders"] as const;
  if (has["fetchCanceledOrders"] === true) return ["fetchClosedOrders", "fetchCanceledOrders"] as const;
  return ["fetchClosedOrders"] as const;
}

function listed(
  line: Line,
  list: "fetchOpenOrders" | ReturnType<typeof endedLists>[number],
  symbol: string,
  since: Timestamp,
): Promise<Answer<readonly ExchangeOrder[]>> {
  const { endedUntil } = dialectOf(line.id);
  const of = traitsOf(line).needsSymbol(list) ? symbol : undefined;
  return wholeList(async ({ since, until }) => {
    const end = until === undefined ? {} : list === "fetchClosedOrders" ? endedUntil(until) : { until };
    const told = await line.ask(list, of, since, undefined, end);
    return answered(told, orderList);
  }, since);
}
