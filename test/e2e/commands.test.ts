import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import test from "ava";
import { commands } from "../../bin/commands/table.ts";
import { complains } from "./complaint.ts";
import { glance, statusOf } from "./gateLine.ts";
import { stageFor } from "./stage.ts";
import { background, gatePid, homeFor, type Ran, trade, until } from "./trade.ts";

interface Event {
  readonly seq: number;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}
const parsed = ({ stdout }: Ran): unknown => JSON.parse(stdout);
const eventsOf = ({ stdout }: Ran): readonly Event[] =>
  stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Event);

test("a rule enters as a proposal, and a person lets it in, keeps it out, pauses and retires it", async (t) => {
  const { home, starts, person } = await stageFor(t);
  await starts();
  const file = join(home, "mine.yaml");
  const text = readFileSync("rules/starter.yaml", "utf8");
  const [, first = ""] = text.split(/^- id: [a-z-]+$/m);
  const rule = (id: string): string => `- id: ${id}${first}`;
  writeFileSync(file, rule("mine") + rule("other"));
  const added = await trade(home, "rules", "add", file, "--reason", "to be tried");
  t.is(added.code, 0, added.stderr);
  t.regex(
    added.stdout,
    /^mine v1 waits as proposal \S+ \(loosen\); accept it with `trade proposals accept \S+`\nother v1/,
  );
  const [mine = "", other = ""] = [...added.stdout.matchAll(/as proposal (\S+)/g)].map((match) => match[1] ?? "");
  type Row = { proposal: { proposalId: string; rationale: string }; state: string; reason: string | null };
  const row = async (id: string) => parsed(await trade(home, "proposals", "show", id, "--json")) as Row;
  t.is((await row(mine)).proposal.rationale, "to be tried");
  t.regex((await trade(home, "proposals")).stdout, new RegExp(`${mine} +open +mine v1`));
  complains(t, await trade(home, "proposals", "accept", mine.slice(0, 4)), 2, /fits \d+ of them; give more of the id/);
  t.is((await person("proposals", "accept", mine, "--reason", "it looks sound")).code, 0);
  t.is((await trade(home, "proposals", "reject", other, "--reason", "not yet")).code, 0);
  t.deepEqual([(await row(mine)).state, (await row(mine)).reason], ["accepted", "it looks sound"]);
  t.deepEqual([(await row(other)).state, (await row(other)).reason], ["rejected", "not yet"]);
  complains(t, await person("proposals", "accept", other), 3, /the gate refused: /);
  const status = async () =>
    (parsed(await trade(home, "rules", "show", "mine", "--json")) as { document: { status: string } }).document.status;
  t.is(await status(), "active");
  for (const [word, then] of [
    ["pause", "paused"],
    ["resume", "active"],
    ["retire", "retired"],
  ] as const) {
    t.is((await person("rules", word, "mine")).stdout, `mine: ${word}d\n`);
    t.is(await status(), then);
  }
  complains(t, await trade(home, "rules", "show", "other"), 3, /no rule other/);
});

test("the record is one unbroken list, and why walks from an entry to its fill and position", async (t) => {
  const run = await (await stageFor(t, { seed: "screen" })).traded();
  const events = eventsOf(await trade(run, "log", "--json"));
  t.true(events.length > 30);
  t.deepEqual(
    events.map(({ seq }) => seq),
    events.map((_event, i) => i + 1),
  );
  t.is((await trade(run, "log", "--limit", "3")).stdout.trimEnd().split("\n").length, 3);
  const entry = events.find(({ type, data }) => type === "order.reserved" && data["role"] === "entry");
  const id = String(entry?.data["clientOrderId"]);
  const story = eventsOf(await trade(run, "why", id, "--json")).map(({ type }) => type);
  const steps = [
    "intent.received",
    "intent.approved",
    "order.reserved",
    "order.submitted",
    "order.filled",
    "position.opened",
  ];
  t.deepEqual(
    steps.filter((step) => story.includes(step)),
    steps,
    story.join(" "),
  );
  t.true(story.indexOf("intent.received") < story.indexOf("order.reserved"), "causes come first");
  t.true(story.indexOf("order.submitted") < story.indexOf("order.filled"));
  t.regex((await trade(run, "why", id)).stdout, /intent\.received[\s\S]*ok {2}PRICE_COLLAR[\s\S]*position\.opened/);
  t.is(story[0], "signal.generated", "the agent's part comes first");
  t.true(story.indexOf("intent.created") < story.indexOf("intent.received"));
  // From either end the same story, and judged again elsewhere the same verdicts.
  const wish = eventsOf(await trade(run, "why", id, "--json")).find(({ type }) => type === "signal.generated");
  t.deepEqual(
    eventsOf(await trade(run, "why", String(wish?.data["signalId"]), "--json")).map(({ type }) => type),
    story,
  );
  const elsewhere = homeFor(t);
  mkdirSync(join(elsewhere, "gate"), { recursive: true });
  copyFileSync(join(run, "gate", "gate.db"), join(elsewhere, "gate", "gate.db"));
  const again = await trade(elsewhere, "audit", "replay", "--json");
  t.is(again.code, 0, again.stderr);
  t.like(JSON.parse(again.stdout), { differences: [] });
  t.true((JSON.parse(again.stdout) as { verdicts: number }).verdicts > 0);
});

test("one gate has one agent, outlives whoever started it, and may be stopped twice", async (t) => {
  const { home, agent, again: attaching, words, person } = await stageFor(t, { speed: "1" });
  const first = agent();
  await until("the agent is attached", async () => (await glance(home))?.agent.connected);
  const pid = gatePid(home);
  const second = await trade(home, "--headless", ...attaching);
  t.is(second.code, 1, JSON.stringify(second));
  t.regex(second.stderr, /^trade: .*another agent holds this gate's lease\n$/);
  t.true((await statusOf(home)).agent.connected, "the first was not disturbed");
  first.kill("SIGINT");
  await until("the agent left", async () => !(await statusOf(home)).agent.connected);
  t.is((await statusOf(home)).gate.pid, pid ?? 0);
  const started = await trade(home, "gate", "start", ...attaching);
  t.regex(started.stdout, new RegExp(`^gate pid ${pid} already runs: ${words}`));
  t.regex((await person("gate", "stop")).stdout, /^the gate is stopped/);
  const again = await trade(home, "gate", "stop");
  t.is(again.code, 0);
  t.regex(again.stdout, /^no gate runs/);
  t.is(gatePid(home), null);
});

test("two that start at once find one gate", async (t) => {
  const { home, starts } = await stageFor(t);
  const both = await Promise.all([starts(), starts()]);
  for (const { code, stderr } of both) t.is(code, 0, stderr);
  const words = both.map(({ stdout }) => stdout.replace(/:.*\n$/, "")).toSorted();
  t.deepEqual(words, [`gate pid ${gatePid(home)} already runs`, `gate pid ${gatePid(home)} started`]);
});

test("everything in a home belongs to its owner alone", async (t) => {
  const { home, starts } = await stageFor(t);
  await starts();
  const modes = (readdirSync(home, { recursive: true }) as string[]).map((path) => {
    const found = statSync(join(home, path));
    const allowed = found.isDirectory() ? 0o700 : 0o600;
    return { path, extra: found.mode & 0o777 & ~allowed };
  });
  for (const path of ["run/agent.sock", "run/operator.sock", "gate/gate.db", "gate/safety.yaml", "run/gate.log"]) {
    t.true(
      modes.some((one) => one.path === path),
      path,
    );
  }
  t.deepEqual(
    modes.filter(({ extra }) => extra !== 0),
    [],
  );
  t.is(statSync(home).mode & 0o777, 0o700);
});

test("help names every command, and every command that reads prints JSON", async (t) => {
  const { home, starts, venue } = await stageFor(t);
  const help = await trade(home, "--help");
  t.is(help.code, 0);
  for (const { usage, about } of Object.values(commands))
    t.true(help.stdout.includes(usage) && help.stdout.includes(about), usage);
  t.is((await trade(home, "-h")).stdout, help.stdout);
  t.regex((await trade(home, "--version")).stdout, /^\d+\.\d+\.\d+\n$/);
  await starts();
  for (const argv of [
    ["status"],
    ["gate", "status"],
    ["proposals"],
    ["proposals", "list"],
    ["rules"],
    ...(venue === "sim" ? [["rules", "show", "ema-trend"]] : []), // a person let none in
  ]) {
    const ran = await trade(home, ...argv, "--json");
    t.is(ran.code, 0, ran.stderr);
    t.is(typeof parsed(ran), "object", argv.join(" "));
    t.not((await trade(home, ...argv)).stdout, "");
  }
  for (const argv of [
    ["audit", "verify"],
    ["safety", "check"],
    ["gate", "logs"],
  ]) {
    const ran = await trade(home, ...argv, "--json");
    t.is(ran.code, 0, ran.stderr);
    for (const line of ran.stdout.split("\n").filter((each) => each !== "")) t.notThrows(() => JSON.parse(line), line);
  }
});

test("a reader that has seen enough ends a command without a word", async (t) => {
  const { home, starts } = await stageFor(t);
  await starts();
  const log = background(home, "log", "--json");
  log.stdout?.destroy();
  let stderr = "";
  log.stderr?.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  await new Promise((done) => log.once("close", done));
  t.is(stderr, "");
});

test("a kill that the gate has no chair for is obeyed all the same: it finds the file", async (t) => {
  const { home, starts } = await stageFor(t);
  await starts();
  const crowd = Array.from({ length: 64 }, () => connect(join(home, "run", "operator.sock")).on("error", () => {}));
  t.teardown(() => crowd.forEach((socket) => socket.destroy()));
  await until("every chair is taken", () => trade(home, "status").then(({ code }) => code !== 0));
  const killed = await trade(home, "kill");
  t.not(killed.code, 0);
  t.regex(killed.stdout, /KILL is written; a gate that runs obeys it/);
  for (const socket of crowd) socket.destroy();
  await until("halted", async () => (await glance(home))?.trading.holds.some(({ cause }) => cause === "kill"));
});

test("a kill that a gate refuses, one of another version for instance, leaves the file as well", async (t) => {
  const home = homeFor(t);
  mkdirSync(join(home, "run"), { recursive: true, mode: 0o700 });
  const data = { reason: "PROTOCOL_MISMATCH", remedy: "install the same version" };
  const server = createServer((socket) => {
    socket.on("error", () => {});
    createInterface({ input: socket }).on("line", (line) => {
      const { id } = JSON.parse(line) as { readonly id: number };
      socket.write(`${JSON.stringify({ jsonrpc: "2.0", id, error: { code: -32001, message: "no", data } })}\n`);
    });
  });
  await new Promise<void>((done) => void server.listen(join(home, "run", "operator.sock"), done));
  t.teardown(() => server.close());
  const killed = await trade(home, "kill");
  t.is(killed.code, 3, killed.stderr + killed.stdout);
  t.regex(killed.stdout, /the gate refused: no \(PROTOCOL_MISMATCH\)/);
  t.true(existsSync(join(home, "run", "KILL")));
});
