import { readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import type { ProposalRow } from "../../src/gate/contract/rulebook.ts";
import { commands } from "../../bin/commands/table.ts";
import { glance, statusOf } from "./gateLine.ts";
import { background, homeFor, trade, until } from "./trade.ts";

const RULE = `id: my-rule
version: 1
status: active
symbols: any
timeframe: any
side: long
entry: close > highest(high[1], 20)
exit: { stop: 2 * atr(14), target: 2R }
size: { riskPct: 0.5 }
thesis: a new high runs on; wrong if it falls back into the range
`;

test("a rule enters by a proposal that a person accepts, and leaves by their word", async (t) => {
  const home = homeFor(t);
  const file = join(home, "my-rule.yaml");
  writeFileSync(file, RULE);
  await trade(home, "gate", "start", "--market", "sim", "--speed", "1");
  const filed = await trade(home, "rules", "add", file);
  t.is(filed.code, 0, filed.stderr);
  t.regex(filed.stdout, /waits as proposal .* \(loosen\)/);
  t.notRegex((await trade(home, "rules")).stdout, /my-rule/, "not before it is accepted");
  const rows = JSON.parse((await trade(home, "proposals", "--json")).stdout) as ProposalRow[];
  const id = rows.find(({ state }) => state === "open")?.proposal.proposalId ?? "";
  t.is((await trade(home, "proposals", "accept", id, "--reason", "looks fair")).code, 0);
  t.regex((await trade(home, "rules")).stdout, /my-rule\s+v1 active/);
  t.is((await trade(home, "proposals", "accept", id)).code, 3, "once only");
  t.is((await trade(home, "rules", "pause", "my-rule")).code, 0);
  t.regex((await trade(home, "rules")).stdout, /my-rule\s+v1 paused/);
  t.is((await trade(home, "rules", "retire", "my-rule")).code, 0);
  t.is((await trade(home, "rules", "resume", "my-rule")).code, 3, "retired is final");
  t.is((await trade(home, "proposals", "reject", "nonsense")).code, 3);
  const why = await trade(home, "why", id);
  t.regex(why.stdout, /proposal\.submitted[\s\S]*proposal\.accepted[\s\S]*looks fair[\s\S]*rule\.accepted/);
});

test("`why` tells an entry's story from the wish to the trade, and the log is whole NDJSON", async (t) => {
  const home = homeFor(t);
  t.is((await trade(home, "--headless", "--market", "sim", "--seed", "why", "--until", "400")).code, 0);
  const run = join(home, "runs", readdirSync(join(home, "runs"))[0] ?? "");
  const events = (await trade(run, "log", "--json")).stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { seq: number; type: string; data: Record<string, string> });
  t.deepEqual(
    events.map(({ seq }) => seq),
    events.map((_event, i) => i + 1),
  );
  const closed = events.find(({ type }) => type === "position.closed");
  t.truthy(closed);
  const story = await trade(run, "why", closed?.data["positionId"] ?? "");
  t.regex(
    story.stdout,
    /intent\.received[\s\S]*intent\.approved[\s\S]*order\.reserved[\s\S]*order\.submitted[\s\S]*order\.accepted[\s\S]*position\.opened[\s\S]*order\.filled[\s\S]*position\.closed/,
  );
  t.is((await trade(run, "why", "nobody")).code, 3);
});

test("a second agent is refused, and says that another holds the gate", async (t) => {
  const home = homeFor(t);
  const first = background(home, "--headless", "--market", "sim", "--speed", "300");
  t.teardown(() => first.kill("SIGKILL"));
  await until("the first agent", async () => (await glance(home))?.agent.connected ?? false);
  const second = await trade(home, "--headless", "--market", "sim");
  t.not(second.code, 0);
  t.regex(second.stderr, /another agent/i);
  t.true((await statusOf(home)).agent.connected);
});

test("what belongs to the owner is the owner's alone", async (t) => {
  const home = homeFor(t);
  await trade(home, "gate", "start", "--market", "sim", "--speed", "1");
  const mode = (...path: string[]): string => (statSync(join(home, ...path)).mode & 0o777).toString(8);
  for (const folder of ["gate", "agent", "run"]) t.is(mode(folder), "700", folder);
  for (const file of ["gate/gate.db", "gate/safety.yaml", "run/agent.sock", "run/operator.sock", "run/gate.pid"]) {
    t.is(mode(file), "600", file);
  }
});

test("every reading command gives JSON to programs, and the help names every command", async (t) => {
  const home = homeFor(t);
  await trade(home, "gate", "start", "--market", "sim", "--speed", "1");
  for (const argv of [["status"], ["rules"], ["proposals"], ["rules", "show", "ema-trend"]]) {
    const { code, stdout } = await trade(home, ...argv, "--json");
    t.is(code, 0);
    t.notThrows(() => JSON.parse(stdout) as unknown, argv.join(" "));
  }
  const { stdout } = await trade(home, "--help");
  for (const name of Object.keys(commands)) t.true(stdout.includes(`  trade ${name}`), name);
});
