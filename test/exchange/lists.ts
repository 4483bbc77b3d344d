import type { Engine } from "./engine.ts";
import { accountJson, fillJson, orderJson } from "./render.ts";

/** What a list answers: rows of a page, or why the question is wrong. */
type Listed = { readonly body: object } | { readonly wrong: string };

/** Younger rows are not listed yet. */
export interface ListOptions {
  readonly newestAt: number;
  readonly pageSize: number;
}

/** `/orders/historical/batch`: newest first. OPEN cannot be asked for together with other states, as at the venue. */
export function orderList(engine: Engine, query: URLSearchParams, { newestAt, pageSize }: ListOptions): Listed {
  const statuses = query.getAll("order_status");
  if (statuses.includes("OPEN") && statuses.length > 1) return { wrong: "OPEN orders cannot be queried with others" };
  const products = query.getAll("product_ids");
  const since = Date.parse(query.get("start_date") ?? "1970-01-01");
  const rows = [...engine.orders.values()]
    .filter((order) => statuses.length === 0 || statuses.includes(order.status))
    .filter((order) => products.length === 0 || products.includes(order.productId))
    .filter((order) => order.createdAt >= since && order.createdAt <= newestAt)
    .toReversed();
  const { page, cursor } = paged(rows, query, pageSize);
  return { body: { orders: page.map(orderJson), sequence: "0", has_next: cursor !== "", cursor } };
}

/** `/orders/historical/fills`: newest first, without `has_next`. */
export function fillList(engine: Engine, query: URLSearchParams, { newestAt, pageSize }: ListOptions): Listed {
  const since = Date.parse(query.get("start_sequence_timestamp") ?? "1970-01-01");
  const rows = engine.fills.filter(({ at }) => at >= since && at <= newestAt).toReversed();
  const { page, cursor } = paged(rows, query, pageSize);
  return { body: { fills: page.map(fillJson), cursor } };
}

/** `/accounts`. */
export function accountList(engine: Engine, query: URLSearchParams, { pageSize }: ListOptions): Listed {
  const rows = engine.account.currencies.map((currency, i) => ({ n: -i, currency }));
  const { page, cursor } = paged(rows, query, pageSize);
  const accounts = page.map(({ currency }) => accountJson(engine, currency));
  return { body: { accounts, has_next: cursor !== "", cursor, size: accounts.length } };
}

/** Rows after the one that the cursor names: rows that come in the meantime push none out. */
function paged<Row extends { readonly n: number }>(rows: readonly Row[], query: URLSearchParams, pageSize: number) {
  const after = query.get("cursor") ?? "";
  const left = after === "" ? rows : rows.filter(({ n }) => n < Number(after));
  const page = left.slice(0, Math.min(pageSize, Number(query.get("limit") ?? pageSize)));
  const cursor = page.length < left.length ? String(page.at(-1)?.n) : "";
  return { page, cursor };
}
