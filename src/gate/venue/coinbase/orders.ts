import { z } from "zod";
import type { Answer, ExchangeOrder, OrderRef } from "../exchange.ts";
import { answerOf, heardOf, parsedAs } from "./heard.ts";
import { exchangeOrder } from "./orderAnswer.ts";
import { allPages, nextOf, type Page } from "./pages.ts";
import { productIdOf } from "./productId.ts";
import { OPEN_STATUSES } from "./statuses.ts";
import type { Lane } from "./rateBudget.ts";
import type { Ask } from "./wire.ts";

const PAGE = "100";
/** The venue's clock may be behind ours by that much when an order is looked for by the time it was placed. */
const CLOCK_SKEW_MS = 300_000;

const one = z.looseObject({ order: exchangeOrder });
const list = z
  .looseObject({ orders: z.array(exchangeOrder), has_next: z.boolean(), cursor: z.string().nullish() })
  .transform(({ orders, has_next, cursor }): Page<ExchangeOrder> => ({ rows: orders, next: nextOf(has_next, cursor) }));

/** One order: by the venue's id where it is known; else by ours, which the venue has no question for. */
export function find(ask: Ask, ref: OrderRef, lane: Lane = "private"): Promise<Answer<ExchangeOrder | null>> {
  return ref.venueOrderId === null ? findByOurId(ask, ref, lane) : findById(ask, ref, ref.venueOrderId, lane);
}

/** Every order that may still fill, whoever placed it. Coinbase does not list OPEN together with other states. */
export async function openOrders(ask: Ask): Promise<Answer<readonly ExchangeOrder[]>> {
  const found = new Map<string, ExchangeOrder>();
  for (const order_status of OPEN_STATUSES) {
    const answer = await listed(ask, { order_status }, "private");
    if (!answer.known) return answer;
    for (const order of answer.value) found.set(order.venueOrderId, order);
  }
  return { known: true, value: [...found.values()].filter(({ status }) => status === "open") };
}

async function findById(
  ask: Ask,
  { clientOrderId }: OrderRef,
  order_id: string,
  lane: Lane,
): Promise<Answer<ExchangeOrder | null>> {
  const reply = await ask("order", { order_id }, lane);
  const heard = heardOf(reply);
  if (heard.says === "no" && heard.status === 404) return { known: true, value: null };
  const answer = heard.says === "json" ? parsedAs(heard.value, one) : answerOf(reply, one);
  if (!answer.known) return answer;
  const { order } = answer.value;
  if (order.venueOrderId !== order_id || order.clientOrderId !== clientOrderId) {
    return { known: false, cause: `asked for order ${order_id}, another one came back` };
  }
  return { known: true, value: order };
}

/** Whatever was placed in that product since then, in whichever state, page by page. */
async function findByOurId(ask: Ask, ref: OrderRef, lane: Lane): Promise<Answer<ExchangeOrder | null>> {
  const window = {
    product_ids: [productIdOf(ref.symbol)],
    start_date: new Date(ref.since - CLOCK_SKEW_MS).toISOString(),
  };
  const answer = await listed(ask, window, lane);
  if (!answer.known) return answer;
  const ours = answer.value.filter(({ clientOrderId }) => clientOrderId === ref.clientOrderId);
  const [first, ...more] = [...new Map(ours.map((order) => [order.venueOrderId, order])).values()];
  if (more.length > 0) return { known: false, cause: `${more.length + 1} orders carry the id ${ref.clientOrderId}` };
  return { known: true, value: first ?? null };
}

function listed(
  ask: Ask,
  filter: Readonly<Record<string, unknown>>,
  lane: Lane,
): Promise<Answer<readonly ExchangeOrder[]>> {
  return allPages(async (cursor) => {
    const at = cursor === null ? {} : { cursor };
    return answerOf(await ask("orders", { ...filter, limit: PAGE, ...at }, lane), list);
  });
}
