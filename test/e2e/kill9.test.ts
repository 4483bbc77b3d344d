import test from "ava";
import { orderIdOf } from "../../src/store/ids.ts";
import { add, isEqual, isPositive, subtract } from "../../src/store/money.ts";
import type { Status } from "../../src/gate/contract/status.ts";
import { LiveAccount } from "./liveAccount.ts";
import { until } from "./trade.ts";

/** Longer than any of these tests: the answer never comes to the process that asked. */
const NEVER_MS = 600_000;
const ENTRY = "01900000-0000-7000-8000-000000000001";
const STOP = orderIdOf(ENTRY, "stop", 0);
const EXIT = orderIdOf(ENTRY, "exit", 0);

/** A resting entry that the exchange has and the gate knows of. */
async function resting(account: LiveAccount): Promise<void> {
  await account.submit(account.intent(1, { type: "limit", limitPrice: "99", timeInForce: "gtc" }));
  await until("it rests", async () => (await account.status()).orders[0]?.state === "accepted");
}

/** 0.5 BTC, covered at the exchange. */
async function holding(account: LiveAccount): Promise<void> {
  await account.submit(account.intent(1));
  await until("held and covered", async () => (await account.status()).positions[0]?.stopKind === "EXCHANGE");
}

interface Boundary {
  readonly name: string;
  /** Brings the gate to the boundary; what it resolves with happens right before kill -9. */
  readonly reach: (account: LiveAccount) => Promise<unknown>;
  /** Which ids the exchange has seen, and how often each, when all is said and done. */
  readonly orders: Readonly<Record<string, number>>;
}

const BOUNDARIES: readonly Boundary[] = [
  {
    name: "the intent is on the record as submitted, and never arrived",
    async reach(account) {
      account.exchange.fault("create", "drop_before", { times: 1 });
      const asked = account.exchange.next("create");
      void account.submit(account.intent(1)).catch(() => {});
      await asked;
    },
    orders: { [ENTRY]: 0 },
  },
  {
    name: "the exchange took the entry and filled it, and the answer never came",
    async reach(account) {
      account.exchange.fault("create", "late", { times: 1, ms: NEVER_MS });
      const asked = account.exchange.next("create");
      void account.submit(account.intent(1)).catch(() => {});
      await asked;
    },
    orders: { [ENTRY]: 1, [STOP]: 1 },
  },
  {
    name: "the entry is accepted, and fills while nobody is there",
    async reach(account) {
      await resting(account);
      await account.killGate();
      account.exchange.price("BTC-USD", "98");
    },
    orders: { [ENTRY]: 1, [STOP]: 1 },
  },
  {
    name: "the entry has filled in part",
    async reach(account) {
      await resting(account);
      account.exchange.do({ do: "depth", product: "BTC-USD", depth: "0.2" });
      account.exchange.price("BTC-USD", "98");
      await until("a part is held", async () => (await account.status()).positions[0]?.quantity === "0.2");
    },
    orders: { [ENTRY]: 1 },
  },
  {
    name: "the stop is sent, and its answer never came",
    async reach(account) {
      await resting(account);
      account.exchange.fault("create", "late", { times: 1, ms: NEVER_MS });
      const asked = account.exchange.next("create");
      account.exchange.price("BTC-USD", "98");
      await asked;
    },
    orders: { [ENTRY]: 1, [STOP]: 1 },
  },
  {
    name: "the stop is sent, and never arrived",
    async reach(account) {
      await resting(account);
      account.exchange.fault("create", "drop_before", { times: 1 });
      const asked = account.exchange.next("create");
      account.exchange.price("BTC-USD", "98");
      await asked;
    },
    orders: { [ENTRY]: 1, [STOP]: 0 },
  },
  { name: "the stop is accepted", reach: holding, orders: { [ENTRY]: 1, [STOP]: 1 } },
  {
    name: "a cancel is sent and done, and its answer never came",
    async reach(account) {
      await resting(account);
      account.exchange.fault("cancel", "late", { times: 1, ms: NEVER_MS });
      const asked = account.exchange.next("cancel");
      void account.trade("kill");
      await asked;
    },
    orders: { [ENTRY]: 1 },
  },
  {
    name: "a cancel is sent, and never arrived",
    async reach(account) {
      await resting(account);
      account.exchange.fault("cancel", "drop_before", { times: 1 });
      const asked = account.exchange.next("cancel");
      void account.trade("kill");
      await asked;
    },
    orders: { [ENTRY]: 1 },
  },
  {
    name: "an exit is sent and filled, and its answer never came",
    async reach(account) {
      await holding(account);
      account.exchange.fault("create", "late", { times: 1, ms: NEVER_MS });
      const asked = account.exchange.next("create");
      void account.trade("flatten", "--yes");
      await asked;
    },
    orders: { [ENTRY]: 1, [STOP]: 1, [EXIT]: 1 },
  },
];

for (const { name, reach, orders } of BOUNDARIES) {
  test(`kill -9 when ${name}: the next gate's books are the exchange's, and nothing is sent twice`, async (t) => {
    const account = await LiveAccount.open(t);
    await reach(account);
    await account.killGate();
    account.exchange.do({ do: "calm" });
    await account.start();
    const now = await account.agreed();
    t.true(isCovered(now, account), JSON.stringify([now.positions, now.orders, account.truth]));
    await until("all that was to arrive has", () =>
      Object.entries(orders).every(([id, count]) => account.ordersOf(id) >= count),
    );
    for (const [id, count] of Object.entries(orders)) t.is(account.ordersOf(id), count, id);
    const { realizedPnl, trades } = now.account;
    if (now.positions.length === 0 && trades > 0)
      t.is(realizedPnl, subtract(account.truth.usd, "5000"), "profit and loss");
    t.is((await account.trade("audit", "verify")).code, 0);
  });
}

/** Every coin has a stop: at the exchange, where sells never exceed what is held, or the gate's own. */
function isCovered({ positions }: Status, { exchange }: LiveAccount): boolean {
  const held = add(...positions.map(({ quantity }) => quantity));
  const selling = [...exchange.engine.orders.values()].filter((order) => order.isOpen && order.side === "SELL");
  const resting = add(...selling.map(({ quantity, filled }) => subtract(quantity, filled)));
  const isOver = isPositive(subtract(resting, held));
  const kinds = positions.map(({ stopKind, stopPrice }) => stopPrice !== "" && stopKind);
  return !isOver && kinds.every((kind) => kind !== "EXCHANGE" || isEqual(resting, held));
}
