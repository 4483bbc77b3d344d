import type { ChildProcess } from "node:child_process";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ExecutionContext } from "ava";
import { hasTmux, type Terminal, terminal } from "../terminal/tmux.ts";
import { venueHome, LIVE, PASSPHRASE } from "./venueHome.ts";
import { glance } from "./gateLine.ts";
import { LiveAccount } from "./liveAccount.ts";
import { background, homeFor, type Ran, trade, until } from "./trade.ts";
import { LIVE_PATIENCE_MS, VENUE, type Venue } from "./venue.ts";

/** What a test needs of a venue: the same journeys on made up prices and at an exchange. */
export interface Stage {
  readonly venue: Venue;
  readonly home: string;
  /** The account on the exchange; null where prices are made up. */
  readonly account: LiveAccount | null;
  /** As commands say what the account is bound to: "paper on sim". */
  readonly words: string;
  /** What binds an account to this venue, on any command line that opens one. */
  readonly flags: readonly string[];
  /** The least that a command line says which attaches to that account. */
  readonly again: readonly string[];
  /** `flags` for a screen: made up prices move at a pace that can be watched. */
  readonly shown: readonly string[];
  /** `trade gate start` of an account in which nothing happens by itself: what it says twice is the same. */
  readonly starts: () => Promise<Ran>;
  /** `trade ARGV` as who proves to be the operator: anybody in paper, in live a person who types the passphrase. */
  readonly person: (...argv: readonly string[]) => Promise<Ran>;
  /** An agent without a screen, ended with the test. */
  readonly agent: (...argv: readonly string[]) => ChildProcess;
  /** Waits until something is held, with an agent attached. */
  readonly holding: (...argv: readonly string[]) => Promise<ChildProcess>;
  /** An agent at work that wants in: in live by so many rules of its own, at once and with every minute that closes. */
  readonly working: (rules?: number, ...argv: readonly string[]) => Promise<ChildProcess>;
  /** The home of an account that has traded, and whose processes have ended. */
  readonly traded: () => Promise<string>;
}

export interface StageOptions {
  /** Of made up prices. */
  readonly seed?: string;
  readonly symbols?: string;
  readonly speed?: string;
}

/** The stage of the venue that the suite runs on, or of the one that is asked for. */
export const stageFor = (t: ExecutionContext, options: StageOptions = {}, venue = VENUE): Promise<Stage> =>
  venue === "sim" ? Promise.resolve(simStage(t, options)) : coinbaseStage(t);

function simStage(t: ExecutionContext, { seed, symbols, speed = "6000" }: StageOptions): Stage {
  const home = homeFor(t);
  const flags = [
    "--market",
    "sim",
    ...(symbols === undefined ? [] : ["--symbols", symbols]),
    ...(seed === undefined ? [] : ["--seed", seed]),
  ];
  const agent = (...argv: readonly string[]): ChildProcess =>
    ended(t, background(home, "--headless", ...flags, "--speed", speed, ...argv));
  const working = async (_rules = 1, ...argv: readonly string[]): Promise<ChildProcess> => {
    const child = agent(...argv);
    await until("attached", async () => (await glance(home))?.agent.connected);
    return child;
  };
  return {
    venue: "sim",
    home,
    account: null,
    words: "paper on sim",
    flags,
    again: [],
    shown: [...flags, "--speed", "300"],
    starts: () => trade(home, "gate", "start", ...flags, "--speed", "0.001"),
    person: (...argv) => trade(home, ...argv),
    agent,
    working,
    async holding(...argv) {
      const child = await working(1, ...argv);
      await until("an open position", async () => ((await glance(home))?.positions.length ?? 0) > 0);
      return child;
    },
    async traded() {
      const { code, stderr } = await trade(home, "--headless", ...flags, "--until", "300", "--json");
      if (code !== 0) throw new Error(stderr);
      return join(home, "runs", readdirSync(join(home, "runs"))[0] ?? "");
    },
  };
}

async function coinbaseStage(t: ExecutionContext): Promise<Stage> {
  const home = homeFor(t);
  const account = LiveAccount.at(home, await venueHome(t, home));
  const agent = (...argv: readonly string[]): ChildProcess =>
    ended(t, background(home, "--headless", ...LIVE, ...argv));
  const working = async (rules = 1, ...argv: readonly string[]): Promise<ChildProcess> => {
    await account.begins();
    await wants(account, rules);
    trades(t, account);
    const child = agent(...argv);
    await until("attached", async () => (await glance(home))?.agent.connected);
    return child;
  };
  // What a minute's candle is not taken up for, for whatever reason, the next one's is.
  const holding = async (...argv: readonly string[]): Promise<ChildProcess> => {
    const child = await working(1, ...argv);
    const isCovered = async () => (await account.status()).positions[0]?.stopKind === "EXCHANGE";
    await until("held and covered", isCovered, LIVE_PATIENCE_MS);
    return child;
  };
  return {
    venue: "coinbase",
    home,
    account,
    words: "live on coinbase",
    flags: LIVE,
    again: ["--mode", "live"],
    shown: LIVE,
    starts: () => trade(home, "gate", "start", ...LIVE),
    person: (...argv) => typed(t, home, argv),
    agent,
    working,
    holding,
    async traded() {
      const child = await holding();
      child.kill("SIGTERM");
      await until("the agent has ended", () => child.exitCode !== null);
      const { code, stderr } = await typed(t, home, ["gate", "stop"]);
      if (code !== 0) throw new Error(stderr);
      return home;
    },
  };
}

function ended(t: ExecutionContext, child: ChildProcess): ChildProcess {
  t.teardown(() => child.kill("SIGKILL"));
  return child;
}

/** Rules that want in whenever they hold nothing, and the operator's yes to each. */
async function wants(account: LiveAccount, count: number): Promise<void> {
  const ids = Array.from({ length: count }, (_each, n) => `eager-${n}`);
  const path = join(account.home, "eager.yaml");
  writeFileSync(path, ids.map((id, n) => eager(id, n)).join("\n"));
  const { code, stderr } = await account.trade("rules", "add", path, "--reason", "it trades at once");
  if (code !== 0) throw new Error(stderr);
  for (const id of ids) await account.accepts(id);
}

/** About 0.3 BTC, each rule another quantity: two wishes that look alike are taken for one that was sent twice. */
const eager = (id: string, n: number): string => `- id: ${id}
  version: 1
  status: active
  symbols: any
  timeframe: any
  side: long
  params: {}
  entry: close > 0
  exit: { stop: close * 2 / 100, target: none, timeBars: 240, when: close < 0 }
  size: { riskPct: ${0.012 + n * 0.002} }
  thesis: it is always right; wrong if price closes at nothing
`;

const TRADE_EVERY_MS = 250;

/** An exchange at which somebody trades all the time, at one price: a minute without a trade has no candle. */
function trades(t: ExecutionContext, { exchange }: LiveAccount): void {
  const timer = setInterval(() => exchange.price("BTC-USD", "100"), TRADE_EVERY_MS);
  t.teardown(() => clearInterval(timer));
}

/** `trade ARGV` in a terminal of its own; the passphrase is typed where it is asked for. Lines are as long as they are. */
async function typed(t: ExecutionContext, home: string, argv: readonly string[]): Promise<Ran> {
  if (!hasTmux()) throw new Error("a person at a terminal is played by tmux: install it");
  const screen: Terminal = terminal(t, { home, columns: 300, rows: 60 }, ...argv);
  const asked = await screen.sees(/the operator's passphrase|LEFT \d+/);
  if (!/LEFT \d+/.test(asked)) screen.press(PASSPHRASE, "Enter");
  const text = await screen.sees(/LEFT \d+/);
  const lines = text.split("\n").filter((line) => !line.includes("the operator's passphrase"));
  const said = lines
    .slice(
      0,
      lines.findIndex((line) => line.startsWith("LEFT")),
    )
    .map((line) => line.trimEnd());
  const code = Number(/LEFT (\d+)/.exec(text)?.[1]);
  const whole = said.filter((line) => line !== "").map((line) => `${line}\n`);
  return {
    code,
    stdout: whole.filter((line) => !line.startsWith("trade: ")).join(""),
    stderr: whole.filter((line) => line.startsWith("trade: ")).join(""),
  };
}
