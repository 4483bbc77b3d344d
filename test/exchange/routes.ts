import { z } from "zod";
import { bpsOf, roundTo, subtract, add } from "../../src/store/money.ts";
import type { Endpoint } from "./chaos.ts";
import type { Engine, Wish } from "./engine.ts";
import { accountList, fillList, type ListOptions, orderList } from "./lists.ts";
import type { Product } from "./order.ts";
import { orderJson, productJson } from "./render.ts";
import { termsOf } from "./terms.ts";
import type { World } from "./world.ts";

/** A request that found its door: the door's name, and the id in its path where it has one. */
export interface Call {
  readonly endpoint: Endpoint;
  readonly id: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
}

export interface Answered {
  readonly status: number;
  readonly body: object;
}

const ROOT = "/api/v3/brokerage";
const DOORS: readonly (readonly [method: string, path: RegExp, endpoint: Endpoint])[] = [
  ["POST", /^\/orders$/, "create"],
  ["POST", /^\/orders\/preview$/, "preview"],
  ["POST", /^\/orders\/batch_cancel$/, "cancel"],
  ["GET", /^\/orders\/historical\/batch$/, "orders"],
  ["GET", /^\/orders\/historical\/fills$/, "fills"],
  ["GET", /^\/orders\/historical\/([^/]+)$/, "order"],
  ["GET", /^\/accounts$/, "accounts"],
  ["GET", /^\/key_permissions$/, "permissions"],
  ["GET", /^\/transaction_summary$/, "fees"],
  ["GET", /^\/time$/, "time"],
  ["GET", /^\/market\/products$/, "products"],
  ["GET", /^\/market\/products\/([^/]+)$/, "product"],
  ["GET", /^\/market\/products\/([^/]+)\/ticker$/, "ticker"],
  ["GET", /^\/market\/products\/([^/]+)\/candles$/, "candles"],
  ["GET", /^\/market\/product_book$/, "book"],
];
/** Doors that open without a key. */
export const PUBLIC: ReadonlySet<Endpoint> = new Set<Endpoint>([
  "products",
  "product",
  "ticker",
  "candles",
  "book",
  "time",
]);

/** The door and the id of a path; null when there is none. */
export function doorOf(method: string, pathname: string): Pick<Call, "endpoint" | "id"> | null {
  for (const [verb, pattern, endpoint] of DOORS) {
    const match = pathname.startsWith(ROOT) ? pattern.exec(pathname.slice(ROOT.length)) : null;
    if (match !== null && verb === method) return { endpoint, id: decodeURIComponent(match[1] ?? "") };
  }
  return null;
}

/** What the venue answers when all is well. */
export function answer(world: World, call: Call, options: ListOptions): Answered {
  const { engine } = world;
  engine.expire();
  switch (call.endpoint) {
    case "create":
      return create(engine, call.body);
    case "preview":
      return preview(engine, call.body);
    case "cancel":
      return cancel(engine, call.body);
    case "order":
      return order(engine, call.id, options.newestAt);
    case "orders":
      return listed(orderList(engine, call.query, options));
    case "fills":
      return listed(fillList(engine, call.query, options));
    case "accounts":
      return listed(accountList(engine, call.query, options));
    case "permissions":
      return ok({ ...world.permissions, portfolio_uuid: "portfolio-1", portfolio_type: "DEFAULT" });
    case "fees":
      return ok({ fee_tier: { taker_fee_rate: "0.006", maker_fee_rate: "0.004" } });
    case "time":
      return ok({ iso: new Date(world.now()).toISOString(), epochMillis: String(world.now()) });
    case "socket":
      return wrong(400, "INVALID_ARGUMENT", "a websocket is opened by an upgrade");
    case "products":
    case "product":
    case "ticker":
    case "candles":
    case "book":
      return shown(world, call);
  }
}

function shown({ engine, candles, now }: World, { endpoint, id, query }: Call): Answered {
  if (endpoint === "products") {
    const ids = query.getAll("product_ids");
    const products = [...engine.products.values()].filter((each) => ids.length === 0 || ids.includes(each.id));
    return ok({ products: products.map(productJson), num_products: products.length });
  }
  const product = engine.products.get(endpoint === "book" ? (query.get("product_id") ?? "") : id);
  if (product === undefined) return wrong(404, "NOT_FOUND", "no such product");
  if (endpoint === "product") return ok(productJson(product));
  if (endpoint === "book") return ok({ pricebook: bookJson(product, now()) });
  if (endpoint === "candles") {
    const [start, end] = [Number(query.get("start")), Number(query.get("end"))];
    return ok({ candles: candles.get(product.id)?.page(query.get("granularity") ?? "", start, end) ?? [] });
  }
  const trade = { trade_id: "1", product_id: product.id, price: product.price, size: "0.1", side: "BUY" };
  const trades = [{ ...trade, time: new Date(now()).toISOString() }];
  return ok({ trades, best_bid: product.price, best_ask: product.price });
}

/** A basis point around the price, and plenty there. */
function bookJson(product: Product, at: number): object {
  const room = bpsOf(product.price, 1);
  const step = product.priceIncrement;
  return {
    product_id: product.id,
    bids: [{ price: roundTo(subtract(product.price, room), step, "down"), size: product.depth ?? "1000" }],
    asks: [{ price: roundTo(add(product.price, room), step, "up"), size: product.depth ?? "1000" }],
    time: new Date(at).toISOString(),
  };
}

const wish = z.object({
  client_order_id: z.string().default(""),
  product_id: z.string(),
  side: z.enum(["BUY", "SELL"]),
  order_configuration: z.record(z.string(), z.unknown()),
});
function wishOf(body: unknown): Wish | null {
  const parsed = wish.safeParse(body);
  if (!parsed.success) return null;
  const { client_order_id: clientOrderId, product_id: productId, side, order_configuration } = parsed.data;
  return { clientOrderId, productId, side, terms: termsOf(order_configuration) };
}

function create(engine: Engine, body: unknown): Answered {
  const asked = wishOf(body);
  if (asked === null || asked.clientOrderId === "") return wrong(400, "INVALID_ARGUMENT", "client_order_id is needed");
  const taken = engine.place(asked);
  if ("reason" in taken) return ok({ success: false, error_response: refusal(taken.reason) });
  const { orderId: order_id, productId: product_id, side, clientOrderId: client_order_id, terms } = taken.order;
  const success_response = { order_id, product_id, side, client_order_id };
  return ok({ success: true, success_response, order_configuration: terms.configuration });
}

const refusal = (reason: string) => ({
  error: reason,
  message: reason.toLowerCase().replaceAll("_", " "),
  error_details: "",
  new_order_failure_reason: reason,
});

function preview(engine: Engine, body: unknown): Answered {
  const asked = wishOf(body);
  if (asked === null) return wrong(400, "INVALID_ARGUMENT", "not an order");
  const reason = engine.objection(asked);
  const errs = reason === null ? [] : [`PREVIEW_${reason}`];
  return ok({ order_total: "0", commission_total: "0.06", errs, warning: [], slippage: "0", preview_id: "preview-1" });
}

function cancel(engine: Engine, body: unknown): Answered {
  const parsed = z.object({ order_ids: z.array(z.string()).min(1).max(100) }).safeParse(body);
  if (!parsed.success) return wrong(400, "INVALID_ARGUMENT", "order_ids is needed");
  const results = parsed.data.order_ids.map((order_id) => {
    const reason = engine.cancel(order_id);
    return { success: reason === null, failure_reason: reason ?? "UNKNOWN_CANCEL_FAILURE_REASON", order_id };
  });
  return ok({ results });
}

function order(engine: Engine, id: string, newestAt: number): Answered {
  const found = engine.orders.get(id);
  if (found === undefined || found.createdAt > newestAt)
    return wrong(404, "NOT_FOUND", `order with orderID ${id} not found`);
  return ok({ order: orderJson(found) });
}

const listed = (list: ReturnType<typeof orderList>): Answered =>
  "body" in list ? ok(list.body) : wrong(400, "INVALID_ARGUMENT", list.wrong);
const ok = (body: object): Answered => ({ status: 200, body });
const wrong = (status: number, error: string, message: string): Answered => ({
  status,
  body: { error, error_details: message, message },
});
