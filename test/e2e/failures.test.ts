import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import type { ExecutionContext } from "ava";
import { orderIdOf } from "../../src/store/ids.ts";
import type { Endpoint } from "../exchange/chaos.ts";
import { statusOf } from "./gateLine.ts";
import { LiveAccount } from "./liveAccount.ts";
import { stageFor } from "./stage.ts";
import { gatePid, trade, until } from "./trade.ts";

const ENTRY = "01900000-0000-7000-8000-000000000001";
const TRADING: readonly Endpoint[] = ["create", "cancel", "order", "orders", "fills", "accounts"];
const PRICES: readonly Endpoint[] = ["ticker", "candles", "book"];
const MARKET = { symbols: "BTC/USD,ETH/USD", seed: "2" } as const;

/** 0.5 BTC, covered at the exchange. */
async function holding(t: ExecutionContext): Promise<LiveAccount> {
  const account = await LiveAccount.open(t);
  await account.submit(account.intent(1));
  await until("held and covered", async () => (await account.status()).positions[0]?.stopKind === "EXCHANGE");
  return account;
}

test("venue down: entries are refused by name, exits are tried again, the resting stop lives there; then all is well by itself", async (t) => {
  const account = await holding(t);
  for (const endpoint of TRADING) account.exchange.fault(endpoint, "drop_before");
  await until("lost", async () =>
    (await account.status()).trading.holds.some(({ cause }) => cause === "venue_lost") ? true : null,
  );
  const refused = await account.submit(account.intent(2, { ruleId: "rsi-reversion" }));
  t.true(refused.checks.some(({ code, passed }) => code === "VENUE_UNAVAILABLE" && !passed));
  t.is(account.truth.open.length, 1, "the stop");
  const out = account.trade("flatten", "--yes");
  await until("the exit waits for the stop to go", async () =>
    (await account.status()).orders.some(({ role }) => role === "exit"),
  );
  account.exchange.do({ do: "calm" });
  await until("flat", () => account.truth.btc === "0" && account.truth.open.length === 0);
  t.is((await out).code, 0);
  const now = await account.agreed();
  await until("found again", async () =>
    (await account.status()).trading.holds.every(({ cause }) => cause !== "venue_lost"),
  );
  t.deepEqual(now.positions, []);
});

test("market data stale: the gate refuses on its own stale quote, exits go on, and a fresh snapshot clears it", async (t) => {
  const account = await holding(t);
  for (const endpoint of PRICES) account.exchange.fault(endpoint, "html");
  await until("stale", async () =>
    (await account.status()).trading.holds.some(({ cause }) => cause === "data_stale") ? true : null,
  );
  const refused = await account.submit(account.intent(2, { ruleId: "rsi-reversion" }));
  t.is(refused.decision, "denied");
  t.is((await account.trade("flatten", "--yes")).code, 0, "out, on no price of ours");
  t.is(account.truth.btc, "0");
  account.exchange.do({ do: "calm" });
  await until("fresh", async () =>
    (await account.status()).trading.holds.every(({ cause }) => cause !== "data_stale") ? true : null,
  );
});

test("pipe broken: while the gate does not answer nothing is traded; an unanswered intent is resolved by its id, never sent as new", async (t) => {
  const account = await LiveAccount.open(t);
  const pid = gatePid(account.home) ?? 0;
  t.teardown(() => process.kill(pid, "SIGCONT"));
  const intent = account.intent(1);
  const unanswered = account.asAgent((agent) => {
    process.kill(pid, "SIGSTOP");
    return agent.call("intent.submit", { intent });
  });
  await t.throwsAsync(unanswered, undefined, "no answer is no yes");
  t.is(account.truth.fills, 0);
  process.kill(pid, "SIGCONT");
  const statusOf = () => account.asAgent((agent) => agent.call("intent.status", { intentId: ENTRY }));
  const { verdict } = await until("the line is back", () => statusOf().catch(() => null));
  if (verdict === null) t.is(account.ordersOf(ENTRY), 0, "what the gate never saw it never did");
  else await until("what it approved arrives", () => account.ordersOf(ENTRY) === 1);
  const now = await account.submit(intent);
  t.deepEqual(await account.submit(intent), now);
  if (verdict !== null) t.deepEqual(now, verdict);
  await account.agreed();
  t.is(account.ordersOf(ENTRY), 1);
});

test("agent dead: said at T1, entries off at T2, all closed at T3 where safety.yaml says so, and the countdown is shown", async (t) => {
  const stage = await stageFor(t, MARKET);
  const { home } = stage;
  t.is((await stage.starts()).code, 0);
  t.is((await stage.person("gate", "stop")).code, 0);
  const path = join(home, "gate", "safety.yaml");
  const quick = readFileSync(path, "utf8")
    .replace("warnAfterMs: 10000", "warnAfterMs: 2500")
    .replace("cancelEntriesAfterMs: 30000", "cancelEntriesAfterMs: 4000")
    .replace("liquidateAfterMs: 0", "liquidateAfterMs: 6000");
  writeFileSync(path, quick);
  const agent = await stage.holding();
  agent.kill("SIGKILL");
  const stages = new Set<string>();
  const shown = new Set<string>();
  const out = await until("closed at T3", async () => {
    const now = await statusOf(home);
    stages.add(now.agent.deadMan);
    if (now.agent.deadManNext !== null) shown.add(now.agent.deadManNext.stage);
    return now.agent.deadMan === "liquidated" && now.positions.length === 0 ? now : null;
  });
  t.true(
    ["warned", "entries_canceled", "liquidated"].every((stage) => stages.has(stage)),
    [...stages].join(" "),
  );
  t.deepEqual([...shown].toSorted(), ["cancel", "liquidate", "warn"]);
  t.true(out.trading.holds.some(({ cause }) => cause === "flatten"));
  const { stdout } = await trade(home, "log", "--json", "--limit", "5000");
  t.true(stdout.includes('"dead_man.warned"'));
});

test("gate dead: nothing trades, the cockpit's command says how to start it, the stop at the venue still protects, and what it did is known after", async (t) => {
  const account = await holding(t);
  await account.killGate();
  await t.throwsAsync(account.submit(account.intent(2)));
  const told = await account.trade("status");
  t.is(told.code, 4);
  t.regex(told.stderr, /trade gate start/);
  account.exchange.price("BTC-USD", "94.5");
  t.is(account.truth.btc, "0", "the stop worked without us");
  await account.start();
  const now = await account.agreed();
  t.deepEqual(now.positions, []);
  t.is(now.account.trades, 1);
  t.is(account.ordersOf(orderIdOf(ENTRY, "exit", 0)), 0);
});

test("gate dead: kill leaves a file, names what may still rest, and the next gate takes it back before anything else", async (t) => {
  const account = await LiveAccount.open(t);
  await account.submit(account.intent(1, { type: "limit", limitPrice: "99", timeInForce: "gtc" }));
  await until("it rests", () => account.truth.open.length === 1);
  await account.killGate();
  const killed = await account.trade("kill");
  t.is(killed.code, 4);
  t.regex(killed.stdout, new RegExp(`may still rest: buy 0\\.5 BTC/USD .*${ENTRY}`));
  t.true(existsSync(join(account.home, "run", "KILL")));
  await account.start();
  await until("taken back", () => account.truth.open.length === 0);
  t.is((await account.status()).trading.state, "halted");
});

test("flat is said once the venue confirmed it, and not because the ledger holds nothing", async (t) => {
  const account = await LiveAccount.open(t);
  account.exchange.fault("accounts", "drop_before");
  let ended = false;
  const out = account.trade("flatten", "--yes").finally(() => (ended = true));
  await until("asked for", async () => (await account.status()).flattening.length > 0);
  for (let looks = 0; looks < 2; looks += 1) await account.exchange.next("accounts");
  t.false(ended);
  account.exchange.do({ do: "calm" });
  const { code, stdout } = await out;
  t.is(code, 0);
  t.regex(stdout, /flat: nothing is held/);
  t.deepEqual((await account.status()).flattening, []);
});
