import { generateKeyPairSync } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ExecutionContext } from "ava";
import { sealPassphrase } from "../../src/gate/server/passphrase.ts";
import { MINUTE_MS } from "../../src/store/time.ts";
import { krakenDialect } from "../exchange/kraken/dialect.ts";
import { ExchangeServer } from "../exchange/server.ts";
import { guards, keepsEnv } from "./custody.ts";

/** The operator's, of every home that is made here. */
export const PASSPHRASE = "correct horse";
const NAME = "organizations/11111111-2222/apiKeys/33333333-4444";
export const KRAKEN_KEY = { apiKey: "an-api-key-of-kraken", secret: Buffer.from("a secret").toString("base64") };

/** Where an account is live, and what else its gate is handed: files beside the key, and its environment. */
export interface Where {
  readonly market: "coinbase" | "kraken";
  readonly credentials?: Readonly<Record<string, object>>;
  readonly env?: NodeJS.ProcessEnv;
}

/** What binds an account to a venue. */
export const liveOn = (market: Where["market"]) =>
  ["--mode", "live", "--market", market, "--symbols", "BTC/USD", "--timeframe", "1m"] as const;
export const LIVE = liveOn("coinbase");

export interface VenueHome {
  readonly exchange: ExchangeServer;
  readonly env: NodeJS.ProcessEnv;
}

/**
 * Makes that home one of a supervised account: the key handed over by systemd credentials, the operator's passphrase
 * set. Every command of the home from now on meets this exchange: 5,000 USD, no BTC, BTC at 100.
 */
export async function venueHome(
  t: ExecutionContext,
  home: string,
  where: Where = { market: "coinbase" },
): Promise<VenueHome> {
  const isKraken = where.market === "kraken";
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const dialect = isKraken ? { dialect: krakenDialect(KRAKEN_KEY) } : {};
  const exchange = new ExchangeServer({ now: Date.now, key: { name: NAME, publicKey }, ...dialect });
  exchange.list({ id: "BTC-USD", price: "100" });
  past(exchange);
  exchange.engine.account.deposit("USD", "5000");
  exchange.engine.account.deposit("BTC", "0");
  const url = await exchange.listen();
  t.teardown(() => exchange.close());
  const [credentials, runtime] = [join(home, "credentials"), join(home, "runtime")];
  for (const each of [credentials, runtime]) mkdirSync(each, { mode: 0o700 });
  const key = { name: NAME, privateKey: privateKey.export({ type: "sec1", format: "pem" }) };
  const own = isKraken ? { venue: "kraken", ...KRAKEN_KEY } : key;
  const handed = Object.entries({ "coinbase-key": own, ...where.credentials }).map(([name, each]) => {
    const path = join(credentials, name);
    writeFileSync(path, JSON.stringify(each), { mode: 0o400 });
    return path;
  });
  mkdirSync(join(home, "gate"), { recursive: true, mode: 0o700 });
  writeFileSync(join(home, "gate", "passphrase.json"), sealPassphrase(PASSPHRASE), { mode: 0o600 });
  const at = isKraken ? { TRADE_VENUE_URL: url } : { TRADE_COINBASE_URL: url };
  const env = { ...at, CREDENTIALS_DIRECTORY: credentials, XDG_RUNTIME_DIR: runtime, ...where.env };
  keepsEnv(home, env);
  guards(home, { key, passphrase: PASSPHRASE, words: Object.values(KRAKEN_KEY), allowed: handed });
  return { exchange, env };
}

/** Minutes that have closed, so that the gate's day begins with its first look and not a minute later. */
function past({ world }: ExchangeServer): void {
  const minute = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;
  for (const ago of [3, 2, 1]) {
    const candle = { ts: minute - ago * MINUTE_MS, open: 100, high: 100, low: 100, close: 100, volume: 1 };
    world.candles.get("BTC-USD")?.add(candle);
  }
}
