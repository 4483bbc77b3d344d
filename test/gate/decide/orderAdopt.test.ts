import test from "ava";
import type { ForeignOrder } from "../../../src/store/events/foreignListed.ts";
import { accepted, BTC, filled, flatten, kill, rule } from "../facts.ts";
import { given, type Past } from "../given.ts";

const byHand: ForeignOrder = {
  venueOrderId: "v-9",
  clientOrderId: "f2a9c1de-1111-4222-8333-444455556666",
  symbol: BTC,
  side: "buy",
  quantity: "2",
  filledQuantity: "0",
  limitPrice: "98",
  stopPrice: null,
};
const listed = (change: Partial<ForeignOrder> = {}): Past => ({
  event: "foreign.listed",
  data: { orders: [{ ...byHand, ...change }] },
});
const adopt = (
  change: { readonly ruleId?: string; readonly stopPrice?: string; readonly venueOrderId?: string } = {},
) => ({ type: "order.adopt", venueOrderId: "v-9", ruleId: "trend", stopPrice: "95", ...change }) as const;

test("a foreign entry that is adopted is a rule's order from then on, and is not sent", (t) => {
  const adopted = given(listed()).when(adopt());
  adopted.tells(
    t,
    ["order.reserved", { role: "entry", ruleId: "trend", quantity: "2", limitPrice: "98", reason: "adopted" }],
    ["order.accepted", { venueOrderId: "v-9" }],
    ["foreign.listed", { orders: [] }],
  );
});

test("what it buys is covered with the stop that was said; kill and flatten take it back", (t) => {
  const order = given(listed()).when(adopt()).one("order.reserved");
  const owned = given(listed(), adopt());
  const bought = owned.when(filled(order.clientOrderId, "2", "98"));
  t.like(bought.events.find(({ type }) => type === "position.opened")?.data, { stopPrice: "95" });
  t.true(bought.events.some(({ type, data }) => type === "order.reserved" && data.role === "stop"));
  for (const command of [kill, flatten()]) t.true(owned.when(command).types.includes("order.pending_cancel"));
  t.notThrows(() => owned.and(accepted(order.clientOrderId)));
});

const REFUSED: Readonly<Record<string, readonly [Partial<ForeignOrder>, Parameters<typeof adopt>[0], string]>> = {
  "another id": [{}, { venueOrderId: "v-8" }, "UNKNOWN_ID"],
  "a rule that is not there": [{}, { ruleId: "nobody" }, "UNKNOWN_ID"],
  "a sale": [{ side: "sell" }, {}, "NOT_ALLOWED_NOW"],
  "a stop": [{ stopPrice: "99" }, {}, "NOT_ALLOWED_NOW"],
  "one at the market": [{ limitPrice: null }, {}, "NOT_ALLOWED_NOW"],
  "one that has filled in part": [{ filledQuantity: "1" }, {}, "NOT_ALLOWED_NOW"],
  "a stop above its price": [{}, { stopPrice: "98" }, "NOT_ALLOWED_NOW"],
  "a stop between two prices": [{}, { stopPrice: "95.001" }, "NOT_ALLOWED_NOW"],
};
for (const [name, [order, command, reason]] of Object.entries(REFUSED)) {
  test(`not adopted: ${name}`, (t) => {
    given(listed(order))
      .when(adopt(command))
      .refuses(t, reason as "UNKNOWN_ID");
  });
}

test("a rule that holds the symbol already adopts nothing more of it; neither does one that is retired", (t) => {
  const first = given(listed()).when(adopt()).one("order.reserved");
  const holding = given(listed(), adopt(), filled(first.clientOrderId, "2", "98"), listed({ venueOrderId: "v-10" }));
  holding.when(adopt({ venueOrderId: "v-10" })).refuses(t, "NOT_ALLOWED_NOW");
  given(listed(), { event: "rule.accepted", data: { document: rule("trend", { status: "retired" }) } })
    .when(adopt())
    .refuses(t, "NOT_ALLOWED_NOW");
});
