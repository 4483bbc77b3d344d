import { z } from "zod";

/** The doors of the exchange, by what they are for. */
export const ENDPOINTS = [
  "create",
  "preview",
  "cancel",
  "order",
  "orders",
  "fills",
  "accounts",
  "permissions",
  "products",
  "product",
  "ticker",
  "candles",
  "book",
  "fees",
  "time",
  "socket",
] as const;
export type Endpoint = (typeof ENDPOINTS)[number];

/**
 * What goes wrong at a door. What ends in `_before` leaves nothing done; `_after`: done, and not said so.
 * `late`: the answer comes after `ms`. `stall_after`: headers and half an answer, then nothing. `half`: JSON that breaks
 * off. `wrong_fields`: JSON of another form. `other_id`: the answer names another order. `twice`: every row of a list
 * comes twice. `lag`: what is younger than `ms` is not listed yet. Of the door "socket": `drop_before`, `twice`, and
 * `gap`, a message that never comes though it was counted.
 */
export const FAULTS = [
  "late",
  "drop_before",
  "drop_after",
  "error_before",
  "error_after",
  "stall_after",
  "html",
  "rate_limit",
  "unauthorized",
  "half",
  "wrong_fields",
  "other_id",
  "twice",
  "lag",
  "gap",
] as const;
export type FaultKind = (typeof FAULTS)[number];

export const fault = z.strictObject({
  endpoint: z.enum(ENDPOINTS),
  kind: z.enum(FAULTS),
  /** For how many calls; until it is cleared when left out. */
  times: z.int().min(1).optional(),
  ms: z.int().min(0).max(600_000).optional(),
});
export type Fault = z.infer<typeof fault>;

/** The switches that are on. */
export class Chaos {
  #faults: { readonly fault: Fault; left: number }[] = [];

  add(fault: Fault): void {
    this.#faults.push({ fault, left: fault.times ?? Number.POSITIVE_INFINITY });
  }

  clear(): void {
    this.#faults = [];
  }

  /** What goes wrong with this call; each counts as used. */
  take(endpoint: Endpoint): ReadonlyMap<FaultKind, Fault> {
    const due = this.#faults.filter((each) => each.fault.endpoint === endpoint);
    for (const each of due) each.left -= 1;
    this.#faults = this.#faults.filter(({ left }) => left > 0);
    return new Map(due.map(({ fault }) => [fault.kind, fault]));
  }
}

const WRONG: Readonly<Record<string, unknown>> = {
  order_id: 7,
  status: "SURPRISING",
  success: "yes",
  value: "many",
  price: "many",
  results: {},
  can_transfer: "no",
  base_increment: "small",
  errs: "none",
};

/** The same JSON with fields of another form in it. */
export function withWrongFields(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withWrongFields);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, WRONG[key] ?? withWrongFields(inner)]));
}

/** The same JSON, speaking of other orders. */
export function withOtherIds(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withOtherIds);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      /^(?:(?:client_)?order_id|cl_ord_id)$/.test(key) ? "other" : withOtherIds(inner),
    ]),
  );
}

/** The same JSON, each row of its lists twice. */
export function withTwins(value: object): object {
  const twins = (inner: unknown): unknown =>
    Array.isArray(inner) ? inner.flatMap((row: unknown) => [row, row]) : inner;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, twins(inner)]));
}
