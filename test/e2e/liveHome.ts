import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ExecutionContext } from "ava";
import { ExchangeServer } from "../exchange/server.ts";
import { history, syntheticWalk } from "../exchange/walk.ts";
import { hasTmux, type Terminal, terminal } from "../terminal/tmux.ts";
import { guards, keepsEnv } from "./custody.ts";
import { homeFor, until } from "./trade.ts";

export const PASSPHRASE = "correct horse battery";
const HISTORY_MINUTES = 2_500;
const SIZE = { columns: 100, rows: 30 } as const;

/** What a new user of Coinbase has: an exchange that knows one key, the file of that key, and an empty home. */
export interface LiveHome {
  readonly home: string;
  readonly exchange: ExchangeServer;
  readonly env: Readonly<Record<string, string>>;
  readonly keyFile: string;
  readonly key: { readonly name: string; readonly privateKey: string };
  /** `trade ARGV` on a terminal of its own, as a person types it. */
  readonly types: (...argv: readonly string[]) => Terminal;
}

/** A market that moves as `seed` says, one step whenever a test asks for one. */
export async function liveHome(t: ExecutionContext, seed = "live"): Promise<LiveHome> {
  const folder = mkdtempSync(join(tmpdir(), "trade-live-"));
  // What is put off first is done last: the home's end looks through this folder as well.
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  const home = homeFor(t);
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const name = "organizations/1f2e3d4c/apiKeys/5b6a7988";
  const key = { name, privateKey: privateKey.export({ type: "sec1", format: "pem" }) };
  const exchange = new ExchangeServer({ now: () => Date.now(), key: { name, publicKey } });
  exchange.list({ id: "BTC-USD", price: "100" });
  exchange.engine.account.deposit("USD", "10000");
  exchange.engine.account.deposit("BTC", "0");
  exchange.world.walk = syntheticWalk(seed, ["BTC-USD"]);
  history(exchange.world, HISTORY_MINUTES);
  const env = { TRADE_COINBASE_URL: await exchange.listen(), XDG_RUNTIME_DIR: folder };
  const keyFile = join(folder, "coinbase_cloud_api_key.json");
  writeFileSync(keyFile, JSON.stringify(key), { mode: 0o600 });
  keepsEnv(home, env);
  const allowed = [join(home, "gate", "coinbase.age"), keyFile];
  guards(home, { key, passphrase: PASSPHRASE, allowed, folders: [folder] });
  t.teardown(() => exchange.close());
  const types = (...argv: readonly string[]): Terminal => terminal(t, { home, ...SIZE, env }, ...argv);
  return { home, exchange, env, keyFile, key, types };
}

/** Types an answer to what the screen asks. */
export async function answers(screen: Terminal, question: RegExp, answer: string): Promise<void> {
  await screen.sees(question);
  screen.press(answer, "Enter");
}

/** The screen once the command has come to its end, which it tells as "LEFT code". */
export const left = (screen: Terminal): Promise<string> => screen.sees(/LEFT \d+/);

/** Stores the key as a new user does. */
export async function storedKey({ types, keyFile }: LiveHome): Promise<string> {
  const screen = types("keys", "add", "--file", keyFile);
  await answers(screen, /a new passphrase/, PASSPHRASE);
  await answers(screen, /the same again/, PASSPHRASE);
  return left(screen);
}

export { hasTmux, until };
