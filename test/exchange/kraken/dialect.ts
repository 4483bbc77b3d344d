import { add, bpsOf, roundTo, subtract } from "../../../src/store/money.ts";
import type { Endpoint } from "../chaos.ts";
import type { Dialect } from "../dialect.ts";
import type { Engine } from "../engine.ts";
import type { ListOptions } from "../lists.ts";
import type { Order, Product } from "../order.ts";
import type { Answered, Call } from "../routes.ts";
import type { World } from "../world.ts";
import { altnameOf, assetOf, pairAltname, pairOf } from "./names.ts";
import { orderJson, pairJson, tradeJson } from "./render.ts";
import { type KrakenKey, krakenGuard } from "./signature.ts";
import { wishOf } from "./wishes.ts";

/** Its doors; `closed` and `assets` share the door of what they list besides. */
const DOORS: Readonly<Record<string, readonly [Endpoint, id: string]>> = {
  "/0/private/AddOrder": ["create", ""],
  "/0/private/CancelOrder": ["cancel", ""],
  "/0/private/QueryOrders": ["order", ""],
  "/0/private/OpenOrders": ["orders", "open"],
  "/0/private/ClosedOrders": ["orders", "closed"],
  "/0/private/TradesHistory": ["fills", ""],
  "/0/private/BalanceEx": ["accounts", ""],
  "/0/public/AssetPairs": ["products", ""],
  "/0/public/Assets": ["products", "assets"],
  "/0/public/Trades": ["ticker", ""],
  "/0/public/OHLC": ["candles", ""],
  "/0/public/Depth": ["book", ""],
};
/** Rows of a page, newest first. */
const PAGE = 50;

/** Why an order is not taken, in Kraken's words; the rest is "EOrder:Invalid order". */
const REASONS: Readonly<Record<string, string>> = {
  INSUFFICIENT_FUND: "EOrder:Insufficient funds",
  INVALID_BASE_SIZE_TOO_SMALL: "EOrder:Order minimum not met",
  INVALID_QUOTE_SIZE_TOO_SMALL: "EOrder:Cost minimum not met",
  INVALID_PRODUCT_ID: "EQuery:Unknown asset pair",
  DUPLICATE_CLIENT_ORDER_ID: "EOrder:cl_ord_id already in use",
  TRADING_DISABLED: "EService:Market in cancel_only mode",
};

/** Kraken's spot REST interface, as far as it is used: what is refused comes with HTTP 200 and a list of errors. */
export function krakenDialect(key: KrakenKey): Dialect {
  const guard = krakenGuard(key);
  return {
    door({ path }) {
      const [endpoint, id] = DOORS[path] ?? [];
      return endpoint === undefined ? null : { endpoint, id: id ?? "" };
    },
    stranger(incoming) {
      if (incoming.path.startsWith("/0/public/")) return null;
      const problem = guard(incoming);
      return problem === null ? null : wrong(problem);
    },
    body: (text) => Object.fromEntries(new URLSearchParams(text)),
    answer,
  };
}

function answer(world: World, call: Call, options: ListOptions): Answered {
  const { engine } = world;
  engine.expire();
  const fields = call.body as Readonly<Record<string, string | undefined>>;
  switch (call.endpoint) {
    case "create":
      return create(engine, fields);
    case "cancel":
      return cancel(engine, fields["txid"] ?? "");
    case "order":
      return ok(Object.fromEntries(ordersOf(engine, (order) => order.orderId === fields["txid"])));
    case "orders":
      return call.id === "open"
        ? ok({
            open: Object.fromEntries(ordersOf(engine, (order) => order.isOpen && order.createdAt <= options.newestAt)),
          })
        : ok({ closed: closed(engine, fields, options), count: engine.orders.size });
    case "fills":
      return ok({ trades: trades(engine, fields, options), count: engine.fills.length });
    case "accounts":
      return ok(balances(engine));
    case "products":
    case "ticker":
    case "candles":
    case "book":
      return shown(world, call);
    case "preview":
    case "permissions":
    case "product":
    case "fees":
    case "time":
    case "socket":
      return wrong("EGeneral:Unknown method");
  }
}

function shown(world: World, { endpoint, id, query }: Call): Answered {
  const { engine, now, candles } = world;
  const products = [...engine.products.values()];
  if (endpoint === "products" && id === "assets")
    return ok(Object.fromEntries(engine.account.currencies.map(assetRow)));
  if (endpoint === "products") return ok(Object.fromEntries(products.map((each) => [pairOf(each.id), pairJson(each)])));
  const product = products.find((each) => pairOf(each.id) === query.get("pair"));
  if (product === undefined) return wrong("EQuery:Unknown asset pair");
  const pair = pairOf(product.id);
  if (endpoint === "book") return ok({ [pair]: bookRows(product, now()) });
  if (endpoint === "ticker") return ok({ [pair]: [[product.price, "0.1", now() / 1_000, "b", "l", "", 1]], last: "1" });
  const since = Number(query.get("since") ?? 0);
  const rows = candles
    .get(product.id)
    ?.page(GRANULARITIES[query.get("interval") ?? "1"] ?? "", since + 1, now() / 1_000);
  return ok({ [pair]: (rows ?? []).toReversed().map(candleRow), last: 0 });
}

const GRANULARITIES: Readonly<Record<string, string>> = {
  "1": "ONE_MINUTE",
  "5": "FIVE_MINUTE",
  "15": "FIFTEEN_MINUTE",
  "30": "THIRTY_MINUTE",
  "60": "ONE_HOUR",
  "1440": "ONE_DAY",
};

/** [time, open, high, low, close, average, volume, trades]. */
function candleRow(candle: object): readonly unknown[] {
  const { start, open, high, low, close, volume } = candle as Readonly<Record<string, string>>;
  return [Number(start), open, high, low, close, close, volume, 1];
}

function create(engine: Engine, fields: Readonly<Record<string, string | undefined>>): Answered {
  const ids = new Map(
    [...engine.products.keys()].flatMap(
      (id) =>
        [
          [pairOf(id), id],
          [pairAltname(id), id],
        ] as [string, string][],
    ),
  );
  const wish = wishOf(fields, (pair) => ids.get(pair));
  if (wish === null) return wrong("EGeneral:Invalid arguments");
  const taken = engine.place(wish);
  if ("reason" in taken) return wrong(REASONS[taken.reason] ?? "EOrder:Invalid order");
  return ok({ descr: { order: orderJson(taken.order).descr.order }, txid: [taken.order.orderId] });
}

function cancel(engine: Engine, txid: string): Answered {
  const reason = engine.cancel(txid);
  if (reason === "DUPLICATE_CANCEL_REQUEST") return ok({ count: 0, pending: true });
  return reason === null ? ok({ count: 1 }) : wrong("EOrder:Unknown order");
}

const ordersOf = (engine: Engine, isMeant: (order: Order) => boolean) =>
  [...engine.orders.values()].filter(isMeant).map((order) => [order.orderId, orderJson(order)] as const);

function closed(engine: Engine, fields: Readonly<Record<string, string | undefined>>, { newestAt }: ListOptions) {
  const isWithin = within(fields, newestAt);
  return Object.fromEntries(
    ordersOf(engine, (order) => !order.isOpen && isWithin(order.createdAt))
      .toReversed()
      .slice(0, PAGE),
  );
}

function trades(engine: Engine, fields: Readonly<Record<string, string | undefined>>, { newestAt }: ListOptions) {
  const isWithin = within(fields, newestAt);
  const rows = engine.fills.filter(({ at }) => isWithin(at)).toReversed();
  return Object.fromEntries(rows.slice(0, PAGE).map((fill) => [fill.tradeId, tradeJson(fill)]));
}

/** From after `start` to `end`, in seconds. */
function within({ start, end }: Readonly<Record<string, string | undefined>>, newestAt: number) {
  const [after, until] = [Number(start ?? 0) * 1_000, end === undefined ? newestAt : Number(end) * 1_000];
  return (at: number): boolean => at > after && at <= Math.min(until, newestAt);
}

const balances = (engine: Engine) =>
  Object.fromEntries(
    engine.account.currencies.map((currency) => [
      assetOf(currency),
      { balance: engine.account.total(currency), hold_trade: engine.held(currency) },
    ]),
  );

const assetRow = (currency: string): [string, object] => {
  const asset = assetOf(currency);
  return [
    asset,
    { aclass: "currency", altname: altnameOf(asset), decimals: 10, display_decimals: 5, status: "enabled" },
  ];
};

/** A basis point around the price, and plenty there. */
function bookRows(product: Product, at: number) {
  const room = bpsOf(product.price, 1);
  const size = product.depth ?? "1000";
  const row = (price: string) => [[price, size, at / 1_000]];
  return {
    bids: row(roundTo(subtract(product.price, room), product.priceIncrement, "down")),
    asks: row(roundTo(add(product.price, room), product.priceIncrement, "up")),
  };
}

const ok = (result: object): Answered => ({ status: 200, body: { error: [], result } });
const wrong = (error: string): Answered => ({ status: 200, body: { error: [error] } });
