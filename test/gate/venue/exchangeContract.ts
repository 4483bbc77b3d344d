import type { ExecutionContext, TestFn } from "ava";
import type { Answer, Exchange, ExchangeOrder, OrderRef } from "../../../src/gate/venue/exchange.ts";
import { isLess, isPositive, type Money, subtract } from "../../../src/store/money.ts";
import type { OrderSpec } from "../../../src/store/words/order.ts";
import { BTC, idOf } from "../facts.ts";

/** An exchange with BTC/USD at 61,000, 1,000,000 USD and 10 BTC in the account, no orders, and somebody who moves it. */
export interface ContractBench {
  readonly exchange: Exchange;
  /** The next price at the exchange; what rests there is met by it before this resolves. */
  readonly price: (price: Money) => Promise<void>;
  /** From now on only that much can be traded at each price. */
  readonly thin: (quantity: Money) => Promise<void>;
  /** The next order, or the next cancel, is carried out, and its answer gets lost. */
  readonly loseAnswer: (to: "place" | "cancel") => Promise<void>;
  /** From now on no answer comes. */
  readonly silence: () => Promise<void>;
  /** Somebody else places a limit buy of 0.01 BTC at 50,000 on the same account. */
  readonly stranger: () => Promise<void>;
  /** The exchange's time. */
  readonly now: () => number;
  readonly pass: (ms: number) => Promise<void>;
}

/** What an exchange may be without: it must refuse it then, and say so. */
export interface Abilities {
  /** Orders that carry a stop and a target. */
  readonly bracket: boolean;
}

/** What every exchange must do that stands behind the port, told as tests of the given file. */
export function exchangeContract(
  test: TestFn,
  make: (t: ExecutionContext) => Promise<ContractBench>,
  abilities: Abilities = { bracket: true },
): void {
  ordersThatRest(test, make);
  ordersThatTrade(test, make);
  if (abilities.bracket) brackets(test, make);
  else noBrackets(test, make);
  answersThatAreLost(test, make);
}

type Make = (t: ExecutionContext) => Promise<ContractBench>;

function ordersThatRest(test: TestFn, make: Make): void {
  test("an accepted order is open, by either id, as it was sent", async (t) => {
    const b = await make(t);
    const venueOrderId = await accepted(b, t, buy());
    for (const ref of [refOf(b, buy()), refOf(b, buy(), venueOrderId)]) {
      t.like(value(await b.exchange.find(ref)), {
        clientOrderId: buy().clientOrderId,
        venueOrderId,
        symbol: BTC,
        side: "buy",
        quantity: "0.1",
        filledQuantity: "0",
        limitPrice: "60000",
        stopPrice: null,
        status: "open",
      });
    }
    t.is(value(await b.exchange.openOrders()).length, 1);
  });

  test("a canceled order is gone, and a second cancel of it says so", async (t) => {
    const b = await make(t);
    const ref = refOf(b, buy(), await accepted(b, t, buy()));
    t.is(value(await b.exchange.cancel(ref)).outcome, "asked");
    t.is(await statusOf(b, ref), "canceled");
    t.deepEqual(value(await b.exchange.openOrders()), []);
    t.is(value(await b.exchange.cancel(ref)).outcome, "refused");
  });

  test("an order that nobody placed is not found, which is an answer", async (t) => {
    const b = await make(t);
    t.is(value(await b.exchange.find(refOf(b, buy()))), null);
  });

  test("an order that is good till a date goes when it has come", async (t) => {
    const b = await make(t);
    const spec = buy({ timeInForce: "gtd", expiresAt: b.now() + 60_000 });
    const ref = refOf(b, spec, await accepted(b, t, spec));
    await b.pass(59_999);
    t.is(await statusOf(b, ref), "open");
    await b.pass(1);
    t.is(await statusOf(b, ref), "expired");
  });

  test("open orders are those of strangers too", async (t) => {
    const b = await make(t);
    await b.stranger();
    const [order, ...more] = value(await b.exchange.openOrders());
    t.like(order, { symbol: BTC, side: "buy", quantity: "0.01", limitPrice: "50000" });
    t.deepEqual(more, []);
  });
}

function ordersThatTrade(test: TestFn, make: Make): void {
  test("what was traded is told by order, fills and balances alike", async (t) => {
    const b = await make(t);
    const before = value(await b.exchange.balances());
    const spec = sell();
    const venueOrderId = await accepted(b, t, spec);
    t.is(await statusOf(b, refOf(b, spec, venueOrderId)), "filled");
    const [fill, ...more] = value(await b.exchange.fills(b.now() - 1_000));
    t.like(fill, { venueOrderId, symbol: BTC, side: "sell", lastQuantity: "0.1", lastPrice: "61000" });
    t.deepEqual(more, []);
    const after = value(await b.exchange.balances());
    t.is(subtract(after["BTC"] ?? "0", before["BTC"] ?? "0"), "-0.1");
    t.is(subtract(after["USD"] ?? "0", before["USD"] ?? "0"), subtract("6100", fill?.commission ?? "0"));
    t.deepEqual(value(await b.exchange.fills(b.now() + 1)), []);
  });

  test("an entry at the market never pays more than its collar", async (t) => {
    const b = await make(t);
    const spec = buy({ type: "market", limitPrice: null, collarPrice: "60999", timeInForce: "ioc" });
    const ref = refOf(b, spec, await accepted(b, t, spec));
    t.like(value(await b.exchange.find(ref)), { status: "canceled", filledQuantity: "0" });
    t.deepEqual(value(await b.exchange.fills(b.now() - 1_000)), []);
  });

  test("an order that is filled in part says how much, and rests with what is left", async (t) => {
    const b = await make(t);
    const ref = refOf(b, buy(), await accepted(b, t, buy()));
    await b.thin("0.04");
    await b.price("59900");
    t.like(value(await b.exchange.find(ref)), { status: "open", filledQuantity: "0.04" });
    await b.price("59900");
    await b.price("59900");
    t.like(value(await b.exchange.find(ref)), { status: "filled", filledQuantity: "0.1" });
    t.is(value(await b.exchange.fills(b.now() - 1_000)).length, 3);
  });

  test("a stop rests until its price has come, and sells then", async (t) => {
    const b = await make(t);
    const spec = stop();
    const ref = refOf(b, spec, await accepted(b, t, spec));
    t.like(value(await b.exchange.find(ref)), { status: "open", side: "sell", stopPrice: "59500" });
    await b.price("59600");
    t.is(await statusOf(b, ref), "open");
    await b.price("59450");
    t.like(value(await b.exchange.find(ref)), { status: "filled", filledQuantity: "0.1" });
  });

  test("what cannot be paid is refused with a reason, and never was there", async (t) => {
    const b = await make(t);
    const placed = value(await b.exchange.place(buy({ quantity: "100" })));
    t.is(placed.outcome, "rejected");
    t.true(placed.outcome === "rejected" && placed.reason.length > 0);
    t.is(value(await b.exchange.find(refOf(b, buy()))), null);
    t.deepEqual(value(await b.exchange.openOrders()), []);
  });

  test("what is locked for an order is still ours", async (t) => {
    const b = await make(t);
    await accepted(b, t, stop());
    t.is(value(await b.exchange.balances())["BTC"], "10");
    const second = value(await b.exchange.place(sell({ quantity: "9.95" })));
    t.is(second.outcome, "rejected", "but it cannot be sold twice");
  });
}

function brackets(test: TestFn, make: Make): void {
  test("a bracket takes its profit, or stops its loss, once", async (t) => {
    for (const price of ["65000", "59500"]) {
      const b = await make(t);
      const spec = stop({ type: "bracket", targetPrice: "65000" });
      const ref = refOf(b, spec, await accepted(b, t, spec));
      await b.price(price);
      await b.price("59500");
      t.like(value(await b.exchange.find(ref)), { status: "filled", filledQuantity: "0.1" });
      t.is(value(await b.exchange.balances())["BTC"], "9.9");
    }
  });
}

function noBrackets(test: TestFn, make: Make): void {
  test("a bracket that the exchange cannot hold is refused with a reason, and never was there", async (t) => {
    const b = await make(t);
    const placed = value(await b.exchange.place(stop({ type: "bracket", targetPrice: "65000" })));
    t.true(placed.outcome === "rejected" && placed.reason.startsWith("NOT_SENT: "));
    t.deepEqual(value(await b.exchange.openOrders()), []);
  });
}

function answersThatAreLost(test: TestFn, make: Make): void {
  test("an order whose answer got lost is not known, and sending it again is still one order", async (t) => {
    const b = await make(t);
    await b.loseAnswer("place");
    t.false((await b.exchange.place(buy())).known);
    t.is(await statusOf(b, refOf(b, buy())), "open");
    await b.exchange.place(buy());
    t.is(value(await b.exchange.openOrders()).length, 1);
  });

  test("a cancel whose answer got lost is not known, and a look tells", async (t) => {
    const b = await make(t);
    const ref = refOf(b, buy(), await accepted(b, t, buy()));
    await b.loseAnswer("cancel");
    t.false((await b.exchange.cancel(ref)).known);
    t.is(await statusOf(b, ref), "canceled");
  });

  test("of an exchange that is silent nothing is known: no empty lists, no zero balances, no refusals", async (t) => {
    const b = await make(t);
    const ref = refOf(b, buy(), await accepted(b, t, buy()));
    await b.silence();
    const { exchange } = b;
    const answers: readonly Answer<unknown>[] = await Promise.all([
      exchange.place(buy({}, 9)),
      exchange.cancel(ref),
      exchange.find(ref),
      exchange.openOrders(),
      exchange.fills(b.now()),
      exchange.balances(),
    ]);
    for (const answer of answers) {
      t.false(answer.known);
      t.regex(answer.known ? "" : answer.cause, /^[^\n]+$/, "one line says why");
    }
  });

  test("what is filled never exceeds what was asked for", async (t) => {
    const b = await make(t);
    await b.thin("0.03");
    const ref = refOf(b, buy(), await accepted(b, t, buy()));
    for (let n = 0; n < 6; n += 1) await b.price("59000");
    const order = value(await b.exchange.find(ref));
    t.true(order !== null && isPositive(order.filledQuantity) && !isLess(order.quantity, order.filledQuantity));
  });
}

const specOf = (n: number, change: Partial<OrderSpec>): OrderSpec => ({
  clientOrderId: idOf(n),
  positionId: idOf(n, 1),
  intentId: null,
  ruleId: "contract",
  ruleVersion: 1,
  symbol: BTC,
  role: "entry",
  side: "buy",
  type: "limit",
  quantity: "0.1",
  limitPrice: null,
  collarPrice: null,
  stopPrice: null,
  targetPrice: null,
  protection: null,
  timeInForce: "gtc",
  expiresAt: null,
  attempt: 0,
  reason: "contract",
  ...change,
});
const buy = (change: Partial<OrderSpec> = {}, n = 1) => specOf(n, { limitPrice: "60000", ...change });
const sell = (change: Partial<OrderSpec> = {}) =>
  specOf(2, { role: "exit", side: "sell", type: "market", timeInForce: "ioc", ...change });
const stop = (change: Partial<OrderSpec> = {}) =>
  specOf(3, { role: "stop", side: "sell", type: "stop", stopPrice: "59500", ...change });

const refOf = (b: ContractBench, spec: OrderSpec, venueOrderId: string | null = null): OrderRef => ({
  clientOrderId: spec.clientOrderId,
  venueOrderId,
  symbol: spec.symbol,
  since: b.now() - 60_000,
});

/** What an answer holds. @throws Error when there is none. */
function value<Value>(answer: Answer<Value>): Value {
  if (!answer.known) throw new Error(`not known: ${answer.cause}`);
  return answer.value;
}

async function accepted({ exchange }: ContractBench, t: ExecutionContext, spec: OrderSpec): Promise<string> {
  const placed = value(await exchange.place(spec));
  t.is(placed.outcome, "accepted");
  return placed.outcome === "accepted" ? placed.venueOrderId : "";
}

const statusOf = async ({ exchange }: ContractBench, ref: OrderRef): Promise<ExchangeOrder["status"] | undefined> =>
  value(await exchange.find(ref))?.status;
