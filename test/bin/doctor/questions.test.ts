import { generateKeyPairSync } from "node:crypto";
import test, { type ExecutionContext } from "ava";
import { NOTHING_ASKED } from "../../../bin/doctor/examination.ts";
import { questions } from "../../../bin/doctor/questions.ts";
import { homeAt } from "../../../bin/home.ts";
import { machineTimers } from "../../../bin/timers.ts";
import { CoinbaseExchange } from "../../../src/gate/venue/coinbase/exchange.ts";
import { userChannel } from "../../../src/gate/venue/coinbase/userChannel.ts";
import { ExchangeServer } from "../../exchange/server.ts";
import { tempDir } from "../../store/temp.ts";

/** What the doctor finds at an exchange that was prepared, in lines "state what; remedy". */
async function found(t: ExecutionContext, prepare: (server: ExchangeServer) => void, currency = "USD") {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const name = "organizations/1f2e3d4c/apiKeys/5b6a7988";
  const key = { name, privateKey: privateKey.export({ type: "sec1", format: "pem" }) };
  const server = new ExchangeServer({ now: Date.now, key: { name, publicKey } });
  server.list({ id: "BTC-USD", price: "60000" });
  server.engine.account.deposit(currency, "100");
  prepare(server);
  const url = await server.listen();
  t.teardown(() => server.close());
  const symbols = ["BTC/USD"];
  const shared = { key, symbols, now: Date.now, timers: machineTimers, timeoutMs: 2_000 };
  const exchange = new CoinbaseExchange({ ...shared, restUrl: url, instrument: () => undefined, stopSlackBps: 0 });
  const connect = (to: string) => new WebSocket(to);
  const asks = () => userChannel({ ...shared, url: url.replace("http", "ws"), connect });
  const findings = await questions.examine({
    ...NOTHING_ASKED,
    home: homeAt(tempDir(t)),
    env: {},
    exchange,
    userChannel: asks,
    symbols,
  });
  return { server, text: findings.map(({ state, what, remedy }) => `${state} ${what}; ${remedy}`).join("\n") };
}

test("of an account that is well only what takes an order stays open, and nothing is placed", async (t) => {
  const { server, text } = await found(t, () => {});
  t.deepEqual(
    text.split("\n").map((line) => line.split(" ")[0]),
    ["good", "good", "good", "good", "weak"],
  );
  t.is(server.engine.orders.size, 0);
  t.false(server.asked.some(({ endpoint }) => endpoint === "create"));
});

test("a product that takes no entries is named with its state", async (t) => {
  const { text } = await found(t, (server) =>
    server.do({ do: "product", product: "BTC-USD", flags: { cancel_only: true } }),
  );
  t.regex(text, /weak BTC\/USD is cancel_only/);
  t.regex(text, /weak an entry of \S+ USD in BTC\/USD would be refused: .*TRADING_DISABLED/);
});

test("money in the other dollar's wallet is seen, and that an entry would not be paid from it", async (t) => {
  const { text } = await found(t, () => {}, "USDC");
  t.regex(text, /weak an entry of \S+ USD in BTC\/USD would be refused: .*INSUFFICIENT_FUND.*fund the wallet/);
  t.regex(text, /weak wallets: 100 USDC; the gate counts USD as its cash; USDC is another wallet: convert it/);
});

test("a user channel that refuses the key, or cuts the line, is a slower ear and no more", async (t) => {
  const { text } = await found(t, (server) => server.fault("socket", "drop_before"));
  t.regex(text, /weak the user channel does not let this key in \(ES256: the line was cut\); fills are heard of/);
});

test("what Coinbase does not say is bad, by name, and the rest is asked all the same", async (t) => {
  const { text } = await found(t, (server) => {
    server.fault("preview", "html");
    server.fault("accounts", "error_before");
  });
  t.regex(text, /bad Coinbase does not preview an entry in BTC\/USD/);
  t.regex(text, /bad Coinbase does not tell the balances/);
  t.regex(text, /good the user channel lets this key in/);
});
