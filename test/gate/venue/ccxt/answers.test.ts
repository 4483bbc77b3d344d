import test from "ava";
import { fillList } from "../../../../src/gate/venue/ccxt/answerFill.ts";
import { exchangeOrder } from "../../../../src/gate/venue/ccxt/answerOrder.ts";
import { balancesOf } from "../../../../src/gate/venue/ccxt/balances.ts";
import { productOf } from "../../../../src/gate/venue/ccxt/products.ts";
import { BTC, T0 } from "../../facts.ts";

const ORDER = {
  id: "1",
  clientOrderId: "ours",
  symbol: BTC,
  side: "buy",
  status: "open",
  amount: "0.10",
  filled: "0.00",
  price: "60000.0",
  timestamp: T0,
};
const order = (change: object) => exchangeOrder.safeParse({ ...ORDER, ...change });

test("an order is told in plain figures", (t) => {
  t.like(order({}).data, { quantity: "0.1", filledQuantity: "0", limitPrice: "60000", status: "open" });
  t.is(order({ clientOrderId: undefined }).data?.clientOrderId, null);
});

const STATES: readonly (readonly [state: string | undefined, filled: string, expected: string | undefined])[] = [
  ["open", "0.04", "open"],
  ["canceling", "0", "open"],
  ["closed", "0.1", "filled"],
  ["canceled", "0.04", "canceled"],
  ["expired", "0", "expired"],
  ["rejected", "0", "rejected"],
  ["closed", "0.04", undefined],
  ["closed", "0", undefined],
  ["open", "0.2", undefined],
  ["PENDING_NEW", "0", undefined],
  [undefined, "0", undefined],
];
for (const [status, filled, expected] of STATES) {
  test(`an order that is ${status ?? "in no state"} with ${filled} of 0.1 filled is ${expected ?? "not understood"}`, (t) => {
    t.is(String(order({ status, filled }).data?.status), String(expected));
  });
}

test("an order that does not say its size or what is filled is not understood, nor are floats and infinities", (t) => {
  for (const change of [
    { amount: undefined },
    { filled: undefined },
    { amount: 0.1 },
    { amount: "Infinity" },
    { id: "" },
  ]) {
    t.false(order(change).success);
  }
});

const FILL = {
  id: "t1",
  order: "1",
  symbol: BTC,
  side: "buy",
  amount: "0.1",
  price: "60000",
  fee: { cost: "24", currency: "USD" },
  timestamp: T0,
};
const fill = (change: object) => fillList.safeParse([{ ...FILL, ...change }]);

test("a fee in another currency than the quote changes what is held: such an execution says what to do", (t) => {
  t.is(fill({}).data?.[0]?.row.commission, "24");
  t.is(
    fill({ fee: { cost: "0", currency: "BTC" } }).data?.[0]?.row.commission,
    "0",
    "nothing is nothing in any currency",
  );
  t.is(fill({ fee: { cost: "-1.5", currency: "USD" } }).data?.[0]?.row.commission, "-1.5", "a rebate");
  t.regex(fill({ fee: { cost: "0.0001", currency: "BTC" } }).error?.issues[0]?.message ?? "", /have it taken in USD/);
  t.false(fill({ fee: undefined }).success, "no fee is guessed");
  t.false(fill({ symbol: "BTC/USD:USD" }).success, "an execution of a contract is none of spot");
});

test("balances are told for our currencies alone; one that is not a figure is no answer", async (t) => {
  const line = (total: object) => ({ ask: async () => ({ says: "value" as const, value: { total } }) });
  const told = await balancesOf(line({ BTC: "10.50", USD: "0", EUR: "7" }) as never, new Set(["BTC", "USD", "ETH"]));
  t.deepEqual(told, { known: true, value: { BTC: "10.5", USD: "0" } });
  t.false((await balancesOf(line({ BTC: 10.5 }) as never, new Set(["BTC"]))).known);
});

const MARKET = {
  symbol: BTC,
  base: "BTC",
  quote: "USD",
  spot: true,
  active: true,
  precision: { amount: "0.0001", price: "0.1" },
  limits: { amount: { min: "0.001" }, cost: {} },
};
test("a market that is no spot market, or does not say whether it trades, is not traded", (t) => {
  const product = (change: object) => productOf({ market: () => ({ ...MARKET, ...change }) }, BTC, null, T0);
  const plain = product({});
  t.like(plain.known ? plain.value : {}, {
    minQuantity: "0.001",
    minNotional: "0",
    status: "online",
    stops: "GATE-ONLY",
  });
  const closed = product({ active: false });
  t.is(closed.known ? closed.value.status : "", "disabled");
  for (const change of [{ spot: false }, { active: undefined }, { precision: { amount: "0.1" } }]) {
    const answer = product(change);
    t.regex(answer.known ? "" : answer.cause, /^BTC\/USD: /);
  }
});
