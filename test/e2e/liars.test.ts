import { existsSync } from "node:fs";
import { fork } from "node:child_process";
import { join } from "node:path";
import test from "ava";
import { openDatabase } from "../../src/store/journal/database.ts";
import { orderIdOf } from "../../src/store/ids.ts";
import type { Endpoint } from "../exchange/chaos.ts";
import type { ExchangeServer } from "../exchange/server.ts";
import { ask } from "./gateLine.ts";
import { LiveAccount } from "./liveAccount.ts";
import { gatePid, until } from "./trade.ts";

const ENTRY = "01900000-0000-7000-8000-000000000001";
const STOP = orderIdOf(ENTRY, "stop", 0);

/** 0.5 BTC, covered at the exchange. */
async function holding(account: LiveAccount): Promise<void> {
  await account.submit(account.intent(1));
  await until("held and covered", async () => (await account.status()).positions[0]?.stopKind === "EXCHANGE");
}

/** From now on every second call to these doors gets a 500 with nothing done. */
function failEverySecond(exchange: ExchangeServer, endpoints: readonly Endpoint[]): void {
  for (const endpoint of endpoints) {
    const follow = async (): Promise<never> => {
      for (;;) {
        await exchange.next(endpoint);
        exchange.fault(endpoint, "error_before", { times: 1 });
        await exchange.next(endpoint);
      }
    };
    void follow();
  }
}

test("a lost reply, ten times asked again and a gate killed between: one order, one fill, one verdict", async (t) => {
  const account = await LiveAccount.open(t);
  account.exchange.fault("create", "drop_after", { times: 1 });
  const intent = account.intent(1);
  const verdicts = [await account.submit(intent)];
  for (let i = 0; i < 5; i += 1) verdicts.push(await account.submit(intent));
  await account.killGate();
  await account.start();
  for (let i = 0; i < 5; i += 1) verdicts.push(await account.submit(intent));
  await account.agreed();
  t.is(new Set(verdicts.map((verdict) => JSON.stringify(verdict))).size, 1);
  t.is(account.ordersOf(ENTRY), 1);
  t.is(account.truth.fills, 1);
  const creates = account.exchange.asked.filter(({ endpoint, body }) => endpoint === "create" && body.includes(ENTRY));
  t.is(creates.length, 1, "it was sent once");
});

test("kill and flatten with a venue that answers every second call with a 500: off, out, and flat in the end", async (t) => {
  const account = await LiveAccount.open(t);
  await holding(account);
  failEverySecond(account.exchange, ["create", "cancel", "order", "orders", "fills", "accounts"]);
  t.is((await account.trade("kill")).code, 0);
  t.is((await account.status()).trading.state, "halted");
  const flat = await account.trade("flatten", "--yes");
  if (flat.code !== 0) t.regex(flat.stdout, /still there: 0\.5 BTC\/USD/, "what remains is named");
  await until("flat", () => account.truth.btc === "0" && account.truth.open.length === 0);
  const now = await account.agreed();
  t.deepEqual(now.positions, []);
  t.is(account.ordersOf(STOP), 1);
});

test("kill and flatten with a poisoned agent that floods: the operator is served all the same", async (t) => {
  const account = await LiveAccount.open(t);
  await holding(account);
  const flooder = fork(join(import.meta.dirname, "..", "..", "bench", "flooder.js"), [
    join(account.home, "run", "agent.sock"),
  ]);
  t.teardown(() => flooder.kill("SIGKILL"));
  await new Promise((done) => flooder.once("message", done));
  t.is((await account.trade("kill")).code, 0);
  t.is((await account.trade("flatten", "--yes")).code, 0);
  t.deepEqual([account.truth.btc, account.truth.open], ["0", []]);
  const { counts } = await account.status();
  t.is(counts.approved, 1, "the flood got nothing through");
});

test("with a journal that cannot be written: halted, entries off, and out under the ids it would have used; then all of it is on the record", async (t) => {
  const account = await LiveAccount.open(t);
  await holding(account);
  const rest = account.intent(2, { type: "limit", limitPrice: "99", timeInForce: "gtc" });
  await account.asPerson(async (operator) => {
    const { proposals } = await operator.call("proposals.get", {});
    const other = proposals.find(
      ({ proposal, state }) => state === "open" && proposal.kind === "rule.add" && proposal.document.id !== rest.ruleId,
    );
    await operator.call("proposal.accept", { proposalId: other?.proposal.proposalId ?? "", reason: "yes" });
    await account.submit({ ...rest, ruleId: other?.proposal.kind === "rule.add" ? other.proposal.document.id : "" });
  });
  await until("it rests", () => account.truth.open.some(({ clientOrderId }) => clientOrderId === rest.intentId));
  const lock = openDatabase(join(account.home, "gate", "gate.db"));
  lock.exec("BEGIN IMMEDIATE");
  await ask(account.home, (operator) => operator.call("account.flatten", {}));
  await until("flat, without a record", () => account.truth.btc === "0" && account.truth.open.length === 0);
  t.is((await account.status()).trading.state, "halted");
  t.is(account.ordersOf(orderIdOf(ENTRY, "exit", 0)), 1);
  lock.exec("ROLLBACK");
  lock.close();
  const back = await until("on the record", async () => {
    const { stdout } = await account.trade("log", "--json");
    return stdout.includes('"gate.recovered"') ? account.agreed() : null;
  });
  t.deepEqual(back.positions, []);
  t.is(back.trading.state, "halted", "a person looks first");
  t.is((await account.trade("audit", "verify")).code, 0);
});

test("a gate that dies without its journal is halted at its next start, and knows what it had sent", async (t) => {
  const account = await LiveAccount.open(t);
  await holding(account);
  const lock = openDatabase(join(account.home, "gate", "gate.db"));
  lock.exec("BEGIN IMMEDIATE");
  await ask(account.home, (operator) => operator.call("account.flatten", {}));
  await until("flat, without a record", () => account.truth.btc === "0" && account.truth.open.length === 0);
  await account.killGate();
  lock.exec("ROLLBACK");
  lock.close();
  await account.start();
  const now = await account.agreed();
  t.deepEqual(now.positions, []);
  t.is(now.trading.state, "halted");
  t.is(account.ordersOf(orderIdOf(ENTRY, "exit", 0)), 1);
});

test("a gate that is stopped without its journal leaves no word that it could write it", async (t) => {
  const account = await LiveAccount.open(t);
  const mark = join(account.home, "gate", "armed");
  t.true(existsSync(mark));
  const lock = openDatabase(join(account.home, "gate", "gate.db"));
  lock.exec("BEGIN IMMEDIATE");
  await ask(account.home, (operator) => operator.call("trading.halt", { reason: "while nothing can be written" }));
  process.kill(gatePid(account.home) ?? 0, "SIGTERM");
  await until("it ended", () => gatePid(account.home) === null);
  t.false(existsSync(mark));
  lock.exec("ROLLBACK");
  lock.close();
});
