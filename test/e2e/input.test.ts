import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test, { type ExecutionContext } from "ava";
import { FIXTURE, homeFor, type Ran, statusOf, trade } from "./trade.ts";

const HEADER = "ts_ms,open,high,low,close,volume\n";
const GOOD = "1748736000000,10,11,9,10,1\n";
const BAD_CANDLES: Readonly<Record<string, readonly [string, RegExp]>> = {
  "a broken line": [`${HEADER}${GOOD}1748736300000,10,eleven,9,10,1\n`, /candles\.csv:3: /],
  "a missing column": [`${HEADER}${GOOD}1748736300000,10,11,9,10\n`, /candles\.csv:3: /],
  "another header": [`time,o,h,l,c,v\n${GOOD}`, /candles\.csv:1: .*header/],
  "a negative volume": [`${HEADER}1748736000000,10,11,9,10,-1\n`, /candles\.csv:2: .*volume/],
  "a timestamp twice": [`${HEADER}${GOOD}${GOOD}`, /candles\.csv:3: /],
  "a timestamp before the last": [`${HEADER}${GOOD}1748735700000,10,11,9,10,1\n`, /candles\.csv:3: /],
  "a high below the low": [`${HEADER}1748736000000,10,8,9,10,1\n`, /candles\.csv:2: /],
  "no candles": [HEADER, /candles\.csv:2: /],
};

/** One line that says what, where, what to do; nothing of a stack. */
function oneLine(t: ExecutionContext, ran: Ran, code: number, words: RegExp): void {
  t.is(ran.code, code, `${ran.stdout}${ran.stderr}`);
  t.is(ran.stderr.trim().split("\n").length, 1, ran.stderr);
  t.regex(ran.stderr, words);
  t.regex(ran.stderr, /^trade: .+[;:(].+/);
  t.notRegex(ran.stderr, /\n\s+at /);
}

test("bad candles are refused with file, line and remedy, and leave nothing behind", async (t) => {
  const home = homeFor(t);
  const path = join(home, "candles.csv");
  for (const [name, [text, words]] of Object.entries(BAD_CANDLES)) {
    writeFileSync(path, text);
    oneLine(t, await trade(home, "--headless", "--market", `replay:BTC/USD=${path}`, "--until", "end"), 2, words);
    t.false(existsSync(join(home, "runs")) && readdirSync(join(home, "runs")).length > 0, name);
  }
  oneLine(
    t,
    await trade(home, "--headless", "--market", "replay:BTC/USD=absent.csv", "--until", "end"),
    2,
    /absent\.csv/,
  );
});

const WRONG_USAGE: Readonly<Record<string, readonly [readonly string[], RegExp]>> = {
  "an unknown flag": [["status", "--jsn"], /--jsn: .*did you mean --json/],
  "an unknown command": [["statsu"], /did you mean `trade status`/],
  "a speed that is none": [["--headless", "--market", "sim", "--speed", "banana"], /--speed/],
  "an end that is none": [["--headless", "--market", "sim", "--until", "soon"], /--until/],
  "a timeframe that is none": [["--headless", "--market", "sim", "--timeframe", "7m"], /--timeframe/],
  "a market that is none": [["--headless", "--market", "moon"], /--market/],
  "a recording without a symbol": [["--headless", "--market", `replay:${FIXTURE}`], /symbol/],
  "symbols of two currencies": [["--headless", "--market", "sim", "--symbols", "BTC/USD,ETH/EUR"], /USD and EUR/],
  "a symbol that is none": [["--headless", "--market", "sim", "--symbols", "bitcoin"], /"bitcoin" is no symbol/],
  "a symbol nobody knows the steps of": [
    ["gate", "run", "--market", "sim", "--symbols", "DOGE/USD"],
    /no instrument DOGE\/USD/,
  ],
  "no terminal to draw on": [["--market", "sim"], /--headless/],
  "a rule file that is absent": [["rules", "add", "absent.yaml"], /absent\.yaml/],
  "close without a symbol": [["close"], /trade close BTC\/USD/],
};

test("wrong usage ends with code 2 and one line that says what to write", async (t) => {
  const home = homeFor(t);
  for (const [argv, words] of Object.values(WRONG_USAGE)) oneLine(t, await trade(home, ...argv), 2, words);
});

test("a home that cannot be used is named", async (t) => {
  const home = homeFor(t);
  writeFileSync(join(home, "file"), "");
  oneLine(t, await trade(join(home, "file"), "gate", "run", "--market", "sim"), 2, /cannot be used/);
  const long = join(home, "x".repeat(120));
  oneLine(t, await trade(long, "gate", "run", "--market", "sim"), 1, /longer than 107 bytes; choose a shorter --home/);
});

test("what is not safe to start does not start: code 5, and why", async (t) => {
  const home = homeFor(t);
  oneLine(t, await trade(home, "gate", "start", "--mode", "live", "--market", "coinbase"), 5, /key/);
  mkdirSync(join(home, "gate"), { recursive: true });
  writeFileSync(join(home, "gate", "safety.yaml"), "schema: 1\nsymbols: { allow: any }\n");
  const malformed = await trade(home, "gate", "start", "--market", "sim");
  t.is(malformed.code, 5);
  t.regex(malformed.stderr, /safety\.yaml:\d+:\d+: .*deny/);
  const other = homeFor(t);
  mkdirSync(join(other, "gate"), { recursive: true });
  writeFileSync(join(other, "gate", "gate.db"), "this is no journal at all, and long enough to be looked at");
  oneLine(t, await trade(other, "gate", "run", "--market", "sim"), 5, /gate\.db/);
});

test("one gate a home, one account a home; a recording never lands in the operator's", async (t) => {
  const home = homeFor(t);
  t.is((await trade(home, "gate", "start", "--market", "sim", "--speed", "1")).code, 0);
  oneLine(t, await trade(home, "gate", "run"), 5, /a gate already runs here/);
  oneLine(t, await trade(home, "gate", "start", "--market", "sim", "--seed", "other"), 5, /bound to paper on sim/);
  oneLine(t, await trade(home, "gate", "start", "--market", `replay:BTC/USD=${FIXTURE}`), 5, /bound to paper on sim/);
  t.is((await trade(home, "--headless", "--market", `replay:BTC/USD=${FIXTURE}`, "--until", "20")).code, 0);
  t.is(readdirSync(join(home, "runs")).length, 1);
  const now = await statusOf(home);
  t.is(now.market, "sim");
  t.is(now.counts.intents, 0);
});

test("commands that need a gate say that there is none: code 4", async (t) => {
  const home = homeFor(t);
  for (const argv of [["status"], ["reduce"], ["resume"], ["rules"], ["proposals"], ["gate", "stop"]]) {
    oneLine(t, await trade(home, ...argv), 4, /trade gate start/);
  }
});
