import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import test, { type ExecutionContext } from "ava";
import { acceptSafety } from "../../bin/gate/acceptSafety.ts";
import { homeAt } from "../../bin/home.ts";
import type { Doubt } from "../../src/gate/safety/doubts.ts";
import { readSafety } from "../../src/gate/safety/load.ts";
import { complains } from "../e2e/complaint.ts";
import { statusOf } from "../e2e/gateLine.ts";
import { background, homeFor, trade, until } from "../e2e/trade.ts";

const SIM = ["--market", "sim", "--symbols", "BTC/USD", "--speed", "0.001"];

/** Writes another number for a key of the account's own limits. */
function write(home: string, key: string, value: string): void {
  const path = homeAt(home).safety;
  writeFileSync(path, readFileSync(path, "utf8").replace(new RegExp(`${key}: \\S+`), `${key}: ${value}`));
}

test("looser limits start no gate until a person accepts them; tighter ones are in force at once", async (t) => {
  const home = homeFor(t);
  t.is((await trade(home, "gate", "start", ...SIM)).code, 0);
  write(home, "maxRiskPct", "0.5");
  const tightened = await trade(home, "safety", "reload");
  t.is(tightened.code, 0, tightened.stderr);
  t.regex(tightened.stdout, /^stops\.maxRiskPct 1 → 0\.5 \(tighter, safety\.yaml:\d+\)\nin force/);
  write(home, "maxRiskPct", "1");
  const refused = await trade(home, "safety", "reload");
  t.is(refused.code, 3);
  t.regex(refused.stderr, /stops\.maxRiskPct 0\.5 → 1 \(looser/);
  t.is((await trade(home, "safety", "accept")).code, 5, "not while a gate runs");
  t.is((await trade(home, "gate", "stop")).code, 0);

  const start = await trade(home, "gate", "start", "--speed", "0.001");
  t.is(start.code, 5);
  t.regex(start.stderr, /stops\.maxRiskPct 0\.5 → 1 \(looser, safety\.yaml:\d+\)[\s\S]*trade safety accept/);
  const check = await trade(home, "safety", "check");
  t.is(check.code, 5);
  t.regex(check.stdout, /maxRiskPct 0\.5 → 1/);
  const alone = await trade(home, "safety", "accept", "--yes");
  t.is(alone.code, 2, "a script is no person");
  t.regex(alone.stderr, /--yes does not count/);

  const at = homeAt(home);
  t.false(await acceptSafety(at, readSafety(at.safety), () => Promise.resolve(false)));
  t.is((await trade(home, "gate", "start", "--speed", "0.001")).code, 5);
  t.true(await acceptSafety(at, readSafety(at.safety), () => Promise.resolve(true)));
  t.is((await trade(home, "gate", "start", "--speed", "0.001")).code, 0);
  t.is((await trade(home, "audit", "verify")).code, 0);
  t.regex((await trade(home, "log", "--json")).stdout, /"by":"operator","changes":\["stops\.maxRiskPct 0\.5 → 1/);
});

test("what is doubtful is said by the check and stops nothing", async (t) => {
  const home = homeFor(t);
  const draft = join(home, "draft.yaml");
  const text = readFileSync("safety.yaml", "utf8");
  writeFileSync(draft, text.replace("maxNotionalPct: 50", "maxNotionalPct: 60"));
  const check = await trade(home, "safety", "check", draft);
  t.is(check.code, 0, check.stderr);
  t.regex(
    check.stdout,
    /^\S+draft\.yaml: understood, hash \w+\ndoubtful: orders\.maxNotionalPct 60 \(draft\.yaml:\d+\), /,
  );
  const { doubts } = JSON.parse((await trade(home, "safety", "check", draft, "--json")).stdout) as { doubts: Doubt[] };
  t.like(doubts, { length: 1, 0: { kind: "never binds", paths: ["orders.maxNotionalPct", "exposure.maxSymbolPct"] } });
  t.notRegex((await trade(home, "safety", "check")).stdout, /doubtful/, "the limits that are shipped");
});

test("limits that others could have written start no gate, are not reloaded and not accepted", async (t) => {
  const home = homeFor(t);
  t.is((await trade(home, "gate", "start", ...SIM)).code, 0);
  const { safety } = homeAt(home);
  t.is(statSync(safety).mode & 0o777, 0o600, "what the program copies itself is the owner's alone");
  chmodSync(safety, 0o620);
  const line = /: \S+safety\.yaml: others may write it \(mode 620\); `chmod 600 \S+safety\.yaml`/;
  const reload = await trade(home, "safety", "reload");
  t.is(reload.code, 3);
  t.regex(reload.stderr, line);
  t.is((await trade(home, "gate", "stop")).code, 0);
  for (const argv of [
    ["gate", "run"],
    ["gate", "start"],
    ["safety", "check"],
    ["safety", "accept"],
  ]) {
    complains(t, await trade(home, ...argv), 5, line);
  }
  t.is(statSync(safety).mode & 0o777, 0o620, "nobody mends silently what somebody did");
  renameSync(safety, `${safety}.aside`);
  symlinkSync(`${safety}.aside`, safety);
  complains(t, await trade(home, "gate", "run"), 5, /safety\.yaml: this is a link, .*; put the file itself there/);
  rmSync(safety);
  renameSync(`${safety}.aside`, safety);
  chmodSync(safety, 0o644);
  t.is((await trade(home, "gate", "start", "--speed", "0.001")).code, 0);
});

/** Runs a gate as a supervisor would until it answers; gives what it said, once it has been stopped. */
async function supervised(t: ExecutionContext, home: string): Promise<{ events: string; log: string }> {
  const gate = background(home, "gate", "run", "--supervised", "--speed", "0.001");
  let log = "";
  gate.stderr?.on("data", (chunk: Buffer) => (log += chunk.toString()));
  await until("a gate", () => statusOf(home).catch(() => null));
  const loosened = await trade(home, "safety", "reload");
  t.is(loosened.code, 3, "what was not taken at the start is not taken later either");
  const events = (await trade(home, "log", "--json")).stdout;
  t.is((await trade(home, "gate", "stop")).code, 0);
  return { events, log };
}
const hashesOf = (events: string): readonly string[] =>
  [...events.matchAll(/"safetyHash":"(\w+)"/g)].map(([, hash = ""]) => hash);

test("a supervised gate runs the limits accepted last, and alarms, when the file is looser or cannot be used", async (t) => {
  const home = homeFor(t);
  t.is((await trade(home, "gate", "start", ...SIM)).code, 0);
  t.is((await trade(home, "gate", "stop")).code, 0);
  write(home, "maxRiskPct", "2");
  t.is((await trade(home, "gate", "run", "--speed", "0.001")).code, 5, "a person is asked");
  const looser = await supervised(t, home);
  t.regex(
    looser.log,
    /safety\.yaml is not taken, .*`trade safety accept`: stops\.maxRiskPct 1 → 2 \(looser, safety\.yaml:\d+\)\n/,
  );
  t.regex(looser.events, /"lines":\["stops\.maxRiskPct 1 → 2 \(looser/);
  t.is(new Set(hashesOf(looser.events)).size, 1, "under the limits of the first start");

  write(home, "maxRiskPct", "much");
  const unusable = await supervised(t, home);
  t.regex(unusable.log, /is not taken, .*: safety\.yaml:\d+:15: "maxRiskPct" is the text "much"; write a number\n/);
  t.is(new Set(hashesOf(unusable.events)).size, 1);
  write(home, "maxRiskPct", "0.5");
  t.is((await trade(home, "gate", "start", "--speed", "0.001")).code, 0);
  t.regex((await trade(home, "log", "--json")).stdout, /"changes":\["stops\.maxRiskPct 1 → 0\.5 \(tighter/);
  t.is((await trade(home, "audit", "verify")).code, 0);
});

test("without limits on record a supervised gate refuses as any other", async (t) => {
  const home = homeFor(t);
  mkdirSync(homeAt(home).gate);
  writeFileSync(homeAt(home).safety, "schema: 1\n");
  complains(
    t,
    await trade(home, "gate", "run", "--supervised", "--market", "sim"),
    5,
    /safety\.yaml:1:9: .*schema 2; write 2/,
  );
  t.notRegex((await trade(home, "--help")).stdout, /supervised/, "it is not for people");
});

test("a gate leaves files that anybody can read, and a home beside which its limits are explained", async (t) => {
  const home = homeFor(t);
  t.is((await trade(home, "gate", "start", ...SIM)).code, 0);
  const { gate } = homeAt(home);
  await until("the files", () => existsSync(join(gate, "rulebook.json")));
  t.true(existsSync(join(gate, "safety.schema.json")));
  t.is((await trade(home, "gate", "stop")).code, 0);
  const { seq } = JSON.parse(readFileSync(join(gate, "positions.json"), "utf8")) as { seq: number };
  t.regex((await trade(home, "log", "--limit", "1")).stdout, new RegExp(`^ *${seq} .* gate\\.stopped`));
});

test("a log that has grown large makes room at the next start", async (t) => {
  const home = homeFor(t);
  t.is((await trade(home, "gate", "start", ...SIM)).code, 0);
  t.is((await trade(home, "gate", "stop")).code, 0);
  const { gateLog } = homeAt(home);
  truncateSync(gateLog, 6 << 20);
  t.is((await trade(home, "gate", "start", "--speed", "0.001")).code, 0);
  t.true(existsSync(`${gateLog}.1`));
  t.true(readFileSync(gateLog).length < 10_000);
});

test("a gate whose journal another process has spoiled ends by itself, with one line and exit 1", async (t) => {
  const home = homeFor(t);
  t.is((await trade(home, "gate", "start", ...SIM)).code, 0);
  const { DatabaseSync } = await import("node:sqlite");
  const db = new DatabaseSync(homeAt(home).gateDb);
  db.exec("DROP TABLE events");
  db.close();
  await trade(home, "reduce");
  await until("the gate is gone", async () => (await trade(home, "status")).code === 4);
  const lines = readFileSync(homeAt(home).gateLog, "utf8").trim().split("\n");
  t.is(lines.length, 1, lines.join("\n"));
  t.regex(lines[0] ?? "", /^trade: .*the gate ends here, start it again/);
});

test("settings are listed, set and refused in one line, and the next account is opened with them", async (t) => {
  const home = homeFor(t);
  t.is((await trade(home, "settings", "set", "timeframe", "15m")).code, 0);
  t.is((await trade(home, "settings", "set", "market", "sim")).code, 0);
  t.is((await trade(home, "settings", "get", "timeframe")).stdout, "15m\n");
  t.deepEqual(JSON.parse((await trade(home, "settings", "--json")).stdout), { market: "sim", timeframe: "15m" });
  const wrong = await trade(home, "settings", "set", "maxRiskPct", "50");
  t.is(wrong.code, 2);
  t.is(wrong.stderr.trim().split("\n").length, 1);
  t.is((await trade(home, "gate", "start", "--speed", "0.001")).code, 0);
  t.is((await statusOf(home)).binding.timeframe, "15m");
});
