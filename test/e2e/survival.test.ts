import test from "ava";
import { glance, statusOf } from "./gateLine.ts";
import { background, gatePid, homeFor, killHard, trade, until } from "./trade.ts";

// A seed in whose market the starter rules hold something nearly all the time.
const SIM = ["--market", "sim", "--symbols", "BTC/USD,ETH/USD", "--seed", "2"];
const FAST = [...SIM, "--speed", "6000"];

test("kill -9 of the gate: no order passes, and the next gate continues with equal equity and positions", async (t) => {
  const home = homeFor(t);
  const agent = background(home, "--headless", ...FAST);
  t.teardown(() => agent.kill("SIGKILL"));
  await until("an open position", async () => ((await glance(home))?.positions.length ?? 0) > 0);
  await killHard(gatePid(home) ?? 0);
  t.is((await trade(home, "status")).code, 4);
  agent.kill("SIGKILL");
  const known = await lastKnown(home);
  // Standing still: the clock does not move until the comparison is done.
  t.is((await trade(home, "gate", "start", "--speed", "0.001")).code, 0);
  const after = await statusOf(home);
  t.is(after.account.equity, known.equity);
  t.deepEqual(after.positions.map(({ positionId }) => positionId).toSorted(), known.positions);
  for (const { stopKind } of after.positions) t.is(stopKind, "EXCHANGE");
  t.is((await trade(home, "audit", "verify")).code, 0);
});

test("a run without a screen whose gate died ends when it is told to, and says that no gate answers", async (t) => {
  const home = homeFor(t);
  const agent = background(home, "--headless", ...FAST);
  t.teardown(() => agent.kill("SIGKILL"));
  let said = "";
  agent.stderr?.on("data", (chunk: Buffer) => (said += chunk.toString()));
  await until("the agent is attached", async () => (await glance(home))?.agent.connected);
  await killHard(gatePid(home) ?? 0);
  agent.kill("SIGTERM");
  await until("its end", () => agent.exitCode !== null || agent.signalCode !== null);
  t.is(agent.exitCode, 4, said);
  t.regex(said, /no gate answers/);
});

test("kill -9 of the agent: the gate keeps its stops, says so, and the next agent attaches to the same account", async (t) => {
  const home = homeFor(t);
  const agent = background(home, "--headless", ...FAST);
  t.teardown(() => agent.kill("SIGKILL"));
  await until("trading", async () => ((await glance(home))?.counts.fills ?? 0) > 0);
  const pid = gatePid(home) ?? 0;
  agent.kill("SIGKILL");
  const alone = await until("the lease is free", async () => {
    const now = await statusOf(home);
    return now.agent.connected ? null : now;
  });
  t.is(alone.gate.pid, pid);
  for (const each of alone.positions) t.truthy(each.stopPrice);
  const { trades } = alone.account;
  const next = background(home, "--headless", ...FAST);
  t.teardown(() => next.kill("SIGKILL"));
  const attached = await until("attached", async () => {
    const now = await statusOf(home);
    return now.agent.connected ? now : null;
  });
  t.is(attached.gate.pid, pid);
  t.true(attached.account.trades >= trades);
});

test("a kill holds through the death of both processes until the operator resumes", async (t) => {
  const home = homeFor(t);
  const agent = background(home, "--headless", ...FAST);
  t.teardown(() => agent.kill("SIGKILL"));
  await until("trading", async () => ((await glance(home))?.counts.intents ?? 0) > 0);
  t.is((await trade(home, "kill")).code, 0);
  t.is((await statusOf(home)).trading.state, "halted");
  await killHard(gatePid(home) ?? 0);
  agent.kill("SIGKILL");
  const again = background(home, "--headless", ...FAST);
  t.teardown(() => again.kill("SIGKILL"));
  const denied = await until("an intent is denied", async () => {
    const now = await glance(home);
    return (now?.counts.denied["TRADING_HALTED"] ?? 0) > 0 ? now : null;
  });
  t.is(denied.trading.state, "halted");
  t.deepEqual(
    denied.orders.filter(({ role }) => role === "entry"),
    [],
  );
  const asked = await trade(home, "resume");
  t.is(asked.code, 2, "resume asks, and there is nobody to ask");
  t.is((await trade(home, "resume", "--yes")).code, 0);
  t.false((await statusOf(home)).trading.holds.some(({ cause }) => cause === "kill"));
});

test("SIGUSR2 and the file run/KILL kill as well, also a gate that is down", async (t) => {
  const home = homeFor(t);
  t.is((await trade(home, "gate", "start", ...SIM, "--speed", "1")).code, 0);
  process.kill(gatePid(home) ?? 0, "SIGUSR2");
  await until("halted by signal", async () => (await statusOf(home)).trading.state === "halted");
  await trade(home, "resume", "--yes");
  t.is((await statusOf(home)).trading.state, "active");
  t.is((await trade(home, "gate", "stop")).code, 0);
  const down = await trade(home, "kill");
  t.is(down.code, 4);
  t.regex(down.stdout, /KILL is written/);
  t.is((await trade(home, "gate", "start")).code, 0);
  t.is((await statusOf(home)).trading.state, "halted");
});

test("flatten leaves nothing held, no entry working, and holds new ones", async (t) => {
  const home = homeFor(t);
  const agent = background(home, "--headless", ...FAST);
  t.teardown(() => agent.kill("SIGKILL"));
  await until("an open position", async () => ((await glance(home))?.positions.length ?? 0) > 0);
  const flat = await trade(home, "flatten", "--yes");
  t.is(flat.code, 0, flat.stdout);
  const now = await statusOf(home);
  t.deepEqual(now.positions, []);
  t.true(now.trading.holds.some(({ cause }) => cause === "flatten"));
});

/** Equity and positions as the journal has them, read while no gate runs. */
async function lastKnown(home: string): Promise<{ equity: string; positions: string[] }> {
  const { stdout } = await trade(home, "log", "--json");
  const events = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { type: string; data: Record<string, string> });
  const positions = new Set<string>();
  let equity = "";
  for (const { type, data } of events) {
    if (type === "market.advanced") equity = data["equity"] ?? "";
    if (type === "position.opened") positions.add(data["positionId"] ?? "");
    if (type === "position.closed") positions.delete(data["positionId"] ?? "");
  }
  return { equity, positions: [...positions].toSorted() };
}
