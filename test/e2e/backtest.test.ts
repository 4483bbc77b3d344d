import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import test, { type ExecutionContext } from "ava";
import { parse, stringify } from "yaml";
import type { GateEvent } from "../../src/store/events/gate.ts";
import type { Trade } from "../../src/store/words/trade.ts";
import { FIXTURE, homeFor, type Ran, summaryOf, trade } from "./trade.ts";

const STARTER = resolve("rules/starter.yaml");
const ETH = FIXTURE.replace("BTCUSD", "ETHUSD");
const RECORDED = resolve("../shared/data/candles");

interface Outcome {
  readonly bars: number;
  readonly trades: readonly {
    readonly ruleId: string;
    readonly symbol: string;
    readonly side: string;
    readonly entryTs: number;
    readonly entryPrice: number;
    readonly exitTs: number;
    readonly exitPrice: number;
    readonly quantity: number;
    readonly fees: number;
    readonly pnl: number;
    readonly r: number | null;
    readonly exitReason: string;
  }[];
  readonly finalEquity: number;
  readonly denied: Readonly<Record<string, number>>;
  readonly stats: Readonly<Record<string, unknown>>;
}
const outcomeOf = ({ stdout }: Ran): Outcome => JSON.parse(stdout) as Outcome;

const NEAR = 1e-9;
/** "rule exit: when" is "when". */
const reasonOf = ({ exitReason }: Trade) => exitReason.replace("rule exit: ", "");

/** The same candles through both processes and through the backtest: the same trades to the last digit that floats hold. */
async function alike(
  t: ExecutionContext,
  markets: Readonly<Record<string, string>>,
  rules: string = STARTER,
): Promise<void> {
  const home = homeFor(t);
  const pairs = Object.entries(markets).map(([symbol, path]) => `${symbol}=${path}`);
  const replayed = pairs.flatMap((pair) => ["--market", `replay:${pair}`]);
  const run = await trade(home, "--headless", ...replayed, "--speed", "max", "--rules", rules, "--json");
  t.is(run.code, 0, run.stderr);
  const [name = ""] = readdirSync(join(home, "runs"));
  const log = await trade(join(home, "runs", name), "log", "--json");
  const events = log.stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as GateEvent);
  const closed = events.flatMap((event) => (event.type === "position.closed" ? [event.data] : []));
  const given = pairs.flatMap((pair) => ["--candles", pair]);
  const tested = await trade(
    home,
    "backtest",
    ...given,
    "--rules",
    rules,
    "--safety",
    resolve("safety.yaml"),
    "--json",
  );
  t.is(tested.code, 0, tested.stderr);
  const { trades, finalEquity, denied } = outcomeOf(tested);
  const summary = summaryOf(run);
  t.true(trades.length > 10, "too few trades to tell");
  t.is(trades.length, closed.length);
  t.deepEqual(denied, summary.denied);
  t.true(Math.abs(finalEquity - Number(summary.finalEquity)) < NEAR, `${finalEquity} is not ${summary.finalEquity}`);
  // What closes on one candle has no order.
  const order = <Item extends { ruleId: string; symbol: string }>(
    list: readonly Item[],
    exit: (item: Item) => number,
  ) =>
    list.toSorted((a, b) => exit(a) - exit(b) || a.ruleId.localeCompare(b.ruleId) || a.symbol.localeCompare(b.symbol));
  const ours = order(trades, ({ exitTs }) => exitTs);
  for (const [index, theirs] of order(closed, ({ exitAt }) => exitAt).entries()) {
    const mine = ours[index];
    t.like(mine, {
      ruleId: theirs.ruleId,
      symbol: theirs.symbol,
      side: theirs.side,
      entryTs: theirs.entryAt,
      exitTs: theirs.exitAt,
      exitReason: reasonOf(theirs),
    });
    for (const [name, a, b] of [
      ["entry", mine?.entryPrice, theirs.entryPrice],
      ["exit", mine?.exitPrice, theirs.exitPrice],
      ["quantity", mine?.quantity, theirs.quantity],
      ["fees", mine?.fees, theirs.fees],
      ["pnl", mine?.pnl, theirs.realizedPnl],
    ] as const) {
      t.true(Math.abs((a ?? Number.NaN) - Number(b)) < NEAR, `${name} of trade ${index}: ${a} is not ${b}`);
    }
  }
}

test("the backtest of a recording is its replay through the gate: trades, prices, fees, denials, equity", (t) =>
  alike(t, { "BTC/USD": FIXTURE }));

test("so it is with a rule that takes parts off, adds to what gains and trails its stops", async (t) => {
  const folder = homeFor(t);
  const path = join(folder, "rules.yaml");
  const fresh = parse(readFileSync(STARTER, "utf8"))[0] as { exit: object };
  const exit = { stop: "close * 0.02", trail: "close * 0.025", partial: { atR: 0.4, pct: 30 }, timeBars: 40 };
  const entry = "crossover(ema(close, 4), ema(close, 9))";
  const scale = { atR: 0.2, steps: 3, pct: 50 };
  const size = { riskPct: 0.2 };
  writeFileSync(path, stringify([{ ...fresh, id: "builder", entry, exit, size, scale }]));
  const slice = join(folder, "slice.csv");
  writeFileSync(slice, `${readFileSync(FIXTURE, "utf8").split("\n").slice(0, 701).join("\n")}\n`);
  await alike(t, { "BTC/USD": slice }, path);
});

test("so it is with two symbols that share the cash", (t) => alike(t, { "BTC/USD": FIXTURE, "ETH/USD": ETH }));

test("so it is with a recorded market, with its gaps and tiny prices", async (t) => {
  const path = join(RECORDED, "freqtrade-UNITTEST_BTC-1m.csv");
  if (!existsSync(path)) {
    t.log("not run: the recorded candles are not on this machine");
    t.pass();
    return;
  }
  const slice = join(homeFor(t), "slice.csv");
  writeFileSync(slice, `${readFileSync(path, "utf8").split("\n").slice(0, 4_001).join("\n")}\n`);
  await alike(t, { "UNITTEST/BTC": slice });
});

/** The second starter rule alone, on BTC/USD at 5 minutes. */
function oneRule(t: ExecutionContext, changes: object = {}): { home: string; path: string } {
  const home = homeFor(t);
  const path = join(home, "rule.yaml");
  const [, rule] = parse(readFileSync(STARTER, "utf8")) as object[];
  writeFileSync(path, stringify({ ...rule, symbols: ["BTC/USD"], ...changes }));
  return { home, path };
}

test("a backtest speaks to programs in one line of JSON, and to people in a table", async (t) => {
  const { home, path } = oneRule(t);
  const json = outcomeOf(await trade(home, "backtest", "--candles", FIXTURE, "--rules", path, "--json"));
  t.is(json.bars, 2_000);
  t.deepEqual(Object.keys(json).slice(0, 3), ["bars", "trades", "finalEquity"]);
  t.deepEqual(Object.keys(json.trades[0] ?? {}).toSorted(), [
    "entryPrice",
    "entryTs",
    "exitPrice",
    "exitReason",
    "exitTs",
    "fees",
    "pnl",
    "quantity",
    "r",
    "ruleId",
    "side",
    "symbol",
  ]);
  const page = join(home, "report.html");
  const told = await trade(home, "backtest", "--candles", FIXTURE, "--rules", path, "--html", page, "--sensitivity");
  for (const word of [
    "buy and hold",
    "max drawdown",
    "profit factor",
    "Jun",
    "break even|come out even|lose before any fee",
    "slippage bps",
    "rsi-reversion on BTC/USD does not look ahead",
  ]) {
    t.regex(told.stdout, new RegExp(word));
  }
  const html = readFileSync(page, "utf8");
  t.notRegex(html, /<script|src=|href=/, "it needs nothing else");
  t.regex(html, /rsi-reversion/);
});

test("costs, sizes and days are as they were asked for", async (t) => {
  const { home, path } = oneRule(t);
  const asked = async (...flags: string[]) =>
    outcomeOf(await trade(home, "backtest", "--candles", FIXTURE, "--rules", path, "--json", ...flags));
  const free = await asked(
    "--fee-bps",
    "0",
    "--spread-bps",
    "0",
    "--slippage-bps",
    "0",
    "--size",
    "fixed:0.5",
    "--equity",
    "100000",
  );
  t.true(free.trades.length > 3);
  for (const { fees, quantity } of free.trades) t.deepEqual([fees, quantity], [0, 0.5]);
  const dear = await asked("--fee-bps", "100", "--size", "fixed:0.5", "--equity", "100000");
  t.true(dear.finalEquity < free.finalEquity);
  const { entryPrice, exitPrice, fees = 0 } = dear.trades[0] ?? {};
  t.true(Math.abs(fees - 0.005 * ((entryPrice ?? 0) + (exitPrice ?? 0))) < 1e-7);
  const day = await asked("--from", "2025-06-02", "--to", "2025-06-03");
  t.is(day.bars, 2 * 288);
  t.true(day.trades.every(({ entryTs }) => entryTs >= Date.UTC(2025, 5, 2)));
});

test("a rule for longer candles gets them made of shorter ones", async (t) => {
  const { home, path } = oneRule(t, { timeframe: "15m" });
  const { bars } = outcomeOf(await trade(home, "backtest", "--candles", FIXTURE, "--rules", path, "--json"));
  t.is(bars, Math.floor(2_000 / 3));
});

test("what does not fit is said in one line, with what to do", async (t) => {
  const { home, path } = oneRule(t);
  const refused = async (line: RegExp, ...flags: string[]) => {
    const { code, stderr } = await trade(home, "backtest", ...flags);
    t.is(code, 2, stderr);
    t.regex(stderr, line);
    t.is(stderr.trim().split("\n").length, 1);
  };
  await refused(/--candles: there is none; write/, "--rules", path);
  await refused(/--rules: there is none; write/, "--candles", FIXTURE);
  await refused(
    /whose candles are these\? the rules name no symbol; write --candles BTC\/USD=/,
    "--candles",
    FIXTURE,
    "--rules",
    STARTER,
  );
  await refused(/--fee-bps: "much" is not understood/, "--candles", FIXTURE, "--rules", path, "--fee-bps", "much");
  await refused(
    /--size: "half" is not understood; write rule, fixed/,
    "--candles",
    FIXTURE,
    "--rules",
    path,
    "--size",
    "half",
  );
  await refused(/rule rsi-reversion trades BTC\/USD/, "--candles", `ETH/USD=${ETH}`, "--rules", path);
  await refused(/BTC\/USD is given twice/, "--candles", FIXTURE, "--candles", FIXTURE, "--rules", path);
  const late = ["--from", "2030-01-01"];
  await refused(/--from, --to: no candle lies between them; give days/, "--candles", FIXTURE, "--rules", path, ...late);
  await refused(/--from: "yesterday" is no UTC day/, "--candles", FIXTURE, "--rules", path, "--from", "yesterday");
});
