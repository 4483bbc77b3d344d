import test from "ava";
import { type CallName, openLine } from "../../../../src/gate/venue/ccxt/line.ts";
import { T0 } from "../../facts.ts";
import { KEY, krakenServer } from "./bench.ts";

const timers = { monotonicMs: () => 0, after: () => () => {} };

test("only the calls that are named can be made: withdrawals and transfers are none, and the object itself is not to be had", async (t) => {
  const [server, baseUrl] = await krakenServer(t, { now: T0 });
  const line = await openLine({ id: "kraken", key: KEY, timers, timeoutMs: 60_000, baseUrl });
  await line.ask("loadMarkets");
  const asked = server.asked.length;
  for (const name of [
    "withdraw",
    "transfer",
    "privatePostWithdraw",
    "createOrders",
    "editOrder",
  ] as string[] as CallName[]) {
    const told = await line.ask(name, "BTC", 1, "an address");
    t.true(told.says === "no" && told.kind === "NOT_SENT", name);
    t.deepEqual(await line.draft(name, "BTC", 1, "an address"), []);
  }
  t.is(server.asked.length, asked);
  t.deepEqual(
    Object.values(line).filter(
      (part) => typeof part === "object" && part !== null && "withdraw" in part && typeof part.withdraw === "function",
    ),
    [],
  );
});

test("calls under way at once are told apart: one's refusal is not another's", async (t) => {
  const [server, baseUrl] = await krakenServer(t, { now: T0 });
  const line = await openLine({ id: "kraken", key: KEY, timers, timeoutMs: 60_000, baseUrl });
  await line.ask("loadMarkets");
  server.fault("accounts", "html");
  const [balance, open, order] = await Promise.all([
    line.ask("fetchBalance"),
    line.ask("fetchOpenOrders"),
    line.ask("createOrder", "BTC/USD", "limit", "buy", "1000", "60000", { clientOrderId: "dear" }),
  ]);
  t.is(balance.says, "nothing");
  t.is(open.says, "value");
  t.like(order, { says: "no", kind: "InsufficientFunds" });
});
