import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import test from "ava";
import { complains } from "./complaint.ts";
import { frame, HELLO, say, statusOf } from "./gateLine.ts";
import { stageFor } from "./stage.ts";
import { FIXTURE, gatePid, homeFor, trade } from "./trade.ts";
import { law } from "./law.ts";

/** Command lines that ask for another account than the stage's, and the one that the stage has in its own words. */
const OTHERS = {
  sim: [
    ["--seed", "other"],
    ["--market", "coinbase"],
    ["--symbols", "ETH/USD"],
    ["--timeframe", "15m"],
    ["--mode", "live"],
  ],
  coinbase: [
    ["--mode", "paper"],
    ["--market", "sim"],
    ["--mode", "live", "--symbols", "ETH/USD"],
    ["--mode", "live", "--timeframe", "15m"],
  ],
} as const;
const OWN = {
  sim: "paper on sim \\(seed trade\\), BTC/USD ETH/USD 5m",
  coinbase: "live on coinbase, BTC/USD 1m",
} as const;

test("one home has one gate and one account: a second gate and other flags are refused while it runs", async (t) => {
  const { home, starts, person, venue } = await stageFor(t);
  t.is((await starts()).code, 0);
  const before = await statusOf(home);
  complains(t, await trade(home, "gate", "run"), 5, /a gate already runs here; see `trade status`/);
  const line = new RegExp(`this account is bound to ${OWN[venue]}, not to .*another --home`);
  for (const flags of OTHERS[venue]) complains(t, await trade(home, "gate", "start", ...flags), 5, line);
  complains(t, await trade(home, "--headless", ...OTHERS[venue][0]), 5, line);
  t.deepEqual((await statusOf(home)).account, before.account);
  t.is(gatePid(home), before.gate.pid);
  t.is((await person("gate", "stop")).code, 0);
  for (const flags of OTHERS[venue])
    complains(t, await trade(home, "gate", "start", ...flags), 5, /this account is bound to/);
});

test("an id that nobody knows is refused by name, and the gate goes on", async (t) => {
  const { home, starts } = await stageFor(t);
  await starts();
  complains(t, await trade(home, "proposals", "accept", "nonsense"), 3, /no proposal nonsense; see `trade proposals`/);
  complains(t, await trade(home, "rules", "pause", "nonsense"), 3, /no rule nonsense; see `trade rules`/);
  complains(t, await trade(home, "why", "unknown"), 3, /nothing is known of unknown; see `trade log`/);
  complains(t, await trade(home, "close", "DOGE/USD", "--yes"), 3, /does not trade DOGE\/USD; close one of BTC\/USD/);
  complains(t, await trade(home, "flatten"), 2, /no terminal to ask on; add --yes/);
  complains(t, await trade(home, "rules", "add", join(home, "no.yaml")), 2, /no\.yaml: cannot be read/);
  const bad = join(home, "bad.yaml");
  writeFileSync(bad, readFileSync("rules/starter.yaml", "utf8").replace("ema(close, fast)", "emma(close, fast)"));
  complains(t, await trade(home, "rules", "add", bad), 2, /bad\.yaml.*emma/);
  t.is((await statusOf(home)).gate.pid, gatePid(home) ?? 0);
});

test("nothing that is said on either socket makes the gate guess or fall", async (t) => {
  const { home, starts } = await stageFor(t);
  await starts();
  const before = await statusOf(home);
  for (const side of ["agent", "operator"] as const) {
    const reasons = async (...lines: string[]): Promise<(string | undefined)[]> =>
      (await say(home, side, lines)).map(({ error }) => error?.data.reason);
    t.deepEqual(await reasons("this is no JSON", '{"jsonrpc":"2.0"}', "[]", ""), [
      "PARSE_ERROR",
      "INVALID_REQUEST",
      "INVALID_REQUEST",
      "PARSE_ERROR",
    ]);
    t.deepEqual(await reasons(frame(1, "status.get", {})), ["HELLO_FIRST"]);
    const newer = frame(1, "hello", { protocol: 99, client: "test", journalId: null });
    t.deepEqual(await reasons(newer), ["PROTOCOL_MISMATCH"]);
    t.deepEqual(await reasons(HELLO, frame(2, "no.verb", {}), frame(3, "__proto__", {})), [
      undefined,
      "METHOD_NOT_FOUND",
      "METHOD_NOT_FOUND",
    ]);
    t.deepEqual(await reasons(frame(1, "hello", { protocol: "1" }), HELLO.replace("}}", ',"more":1}}')), [
      "INVALID_PARAMS",
      "INVALID_PARAMS",
    ]);
    t.deepEqual(await reasons(HELLO, frame(2, "status.get", { more: 1 })), [undefined, "INVALID_PARAMS"]);
    t.deepEqual(await reasons("x".repeat(70_000)), ["LINE_TOO_LONG"], "and the line is cut");
  }
  t.deepEqual(
    (await say(home, "agent", [HELLO, frame(2, "trading.resume", { reason: "x" })])).map((r) => r.error?.data.reason),
    [undefined, "METHOD_NOT_FOUND"],
    "the operator's verbs do not exist on the agent's socket",
  );
  const after = await statusOf(home);
  t.deepEqual(after.account, before.account);
  t.deepEqual(after.gate, before.gate);
  t.is((await trade(home, "status")).code, 0);
});

test("safety.yaml that is not understood stops the gate at its line, in the foreground and behind `gate start`", async (t) => {
  const { home, flags } = await stageFor(t);
  mkdirSync(join(home, "gate"), { recursive: true });
  const path = join(home, "gate", "safety.yaml");
  const good = readFileSync("safety.yaml", "utf8");
  const bads = [
    [good.replace(/^( +\w+): [\d.]+/m, "$1: many"), /safety\.yaml:\d+:\d+: /],
    [
      good.replace(/^schema: .*$/m, "schema: 2\n  bogus: [1"),
      /safety\.yaml:\d+:\d+: .*\(and \d+ more: `trade safety check`\)/,
    ],
    [`${good}\nmaxFun: 3\n`, /safety\.yaml:\d+:\d+: .*maxFun/],
    ["", /safety\.yaml:1:1: the file is empty/],
    [good.replace("schema: 2", "schema: 1"), /safety\.yaml:5:9: .*schema 2; write 2, then take over from the shipped/],
    [good.replace("allow: any", "allow: &all any"), /safety\.yaml:\d+:\d+: "&all" names a value .*; remove it/],
  ] as const;
  writeFileSync(path, good);
  const before = readdirSync(join(home, "gate"));
  for (const [text, line] of bads) {
    writeFileSync(path, text);
    complains(t, await trade(home, "gate", "run", ...flags), 5, line);
    complains(t, await trade(home, "gate", "start", ...flags), 5, line);
    t.is((await trade(home, "safety", "check")).code, 5);
  }
  t.deepEqual(readdirSync(join(home, "gate")), before, "no account came of it");
  writeFileSync(path, good);
  t.is((await trade(home, "safety", "check")).code, 0);
});

test("live without a key is refused by every door, and is never silently paper", async (t) => {
  const home = homeFor(t);
  for (const argv of [["--headless"], ["gate", "start"], ["gate", "run"], ["gate", "start", "--market", "coinbase"]]) {
    complains(t, await trade(home, ...argv, "--mode", "live"), 5, /live trading needs .*key.*--mode paper/);
  }
  t.false(existsSync(join(home, "gate", "gate.db")));
});

law("a recording never becomes the operator's account", async (t) => {
  const home = homeFor(t);
  const market = ["--market", `replay:BTC/USD=${FIXTURE}`];
  complains(t, await trade(home, "gate", "run", ...market), 5, /a recording gets an account of its own/);
  const started = await trade(home, "gate", "start", ...market);
  t.is(started.code, 0, started.stderr);
  const [run = ""] = readdirSync(join(home, "runs"));
  t.true(started.stdout.includes(join(home, "runs", run)), started.stdout);
  t.is((await statusOf(join(home, "runs", run))).market, "replay");
  t.is((await trade(home, "status")).code, 0, "the only gate that runs is the one that is meant");
  t.is((await trade(home, "gate", "stop")).code, 0);
  t.false(existsSync(join(home, "gate", "gate.db")));
});

test("a journal that is none, and one that was altered, are named", async (t) => {
  const { home, flags } = await stageFor(t);
  mkdirSync(join(home, "gate"), { recursive: true });
  const path = join(home, "gate", "gate.db");
  writeFileSync(path, "this is no database");
  const line = /gate\.db: cannot be opened as a journal \(file is not a database\); .*restore a copy/;
  complains(t, await trade(home, "gate", "run", ...flags), 5, line);
  complains(t, await trade(home, "gate", "start", ...flags), 5, line);
  for (const argv of [["log"], ["why", "x"], ["audit", "verify"]]) complains(t, await trade(home, ...argv), 1, line);
  const killed = await trade(home, "kill");
  t.is(killed.code, 4);
  t.regex(killed.stdout, /KILL is written.*\nwhat may still rest is not known: .*not a database/);
  t.is(readFileSync(path, "utf8"), "this is no database", "it was left alone");
});

test("audit verify names the first altered record", async (t) => {
  const { home, starts, person } = await stageFor(t);
  t.is((await starts()).code, 0);
  t.is((await person("gate", "stop")).code, 0);
  const whole = await trade(home, "audit", "verify");
  t.regex(whole.stdout, /gate\.db: \d+ records, whole, head [0-9a-f]{64}/);
  const db = new DatabaseSync(join(home, "gate", "gate.db"));
  db.exec("DROP TRIGGER events_no_update; UPDATE events SET type = 'order.filled' WHERE seq = 3");
  db.close();
  const altered = await trade(home, "audit", "verify");
  t.is(altered.code, 1);
  t.regex(altered.stdout, /gate\.db: record 3: its content gives the hash/);
});
