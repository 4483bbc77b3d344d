import test from "ava";
import { killHolds } from "./killHolds.ts";
import { statusOf } from "./gateLine.ts";
import { stageFor } from "./stage.ts";
import { gatePid, killHard, trade, until } from "./trade.ts";

// A seed in whose market the starter rules hold something nearly all the time.
const MARKET = { symbols: "BTC/USD,ETH/USD", seed: "2" } as const;

test("kill -9 of the gate: no order passes, and the next gate continues with equal equity and positions", async (t) => {
  const stage = await stageFor(t, MARKET);
  const { home } = stage;
  const agent = await stage.holding();
  const before = await statusOf(home);
  await killHard(gatePid(home) ?? 0);
  t.is((await trade(home, "status")).code, 4);
  agent.kill("SIGKILL");
  // Made up prices moved on since: the journal has the last word. At an exchange where nobody trades they did not.
  const known = stage.venue === "sim" ? await lastKnown(home) : summedUp(before);
  // Standing still: the clock does not move until the comparison is done.
  t.is((await stage.starts()).code, 0);
  const after = (await stage.account?.settled()) ?? (await statusOf(home));
  t.is(after.account.equity, known.equity);
  t.deepEqual(after.positions.map(({ positionId }) => positionId).toSorted(), known.positions);
  for (const { stopKind } of after.positions) t.is(stopKind, "EXCHANGE");
  t.is((await trade(home, "audit", "verify")).code, 0);
});

test("a run without a screen whose gate died ends when it is told to, and says that no gate answers", async (t) => {
  const stage = await stageFor(t, MARKET);
  const { home } = stage;
  const agent = await stage.holding();
  let said = "";
  agent.stderr?.on("data", (chunk: Buffer) => (said += chunk.toString()));
  await killHard(gatePid(home) ?? 0);
  agent.kill("SIGTERM");
  await until("its end", () => agent.exitCode !== null || agent.signalCode !== null);
  t.is(agent.exitCode, 4, said);
  t.regex(said, /no gate answers/);
});

test("kill -9 of the agent: the gate keeps its stops, says so, and the next agent attaches to the same account", async (t) => {
  const stage = await stageFor(t, MARKET);
  const { home } = stage;
  const agent = await stage.holding();
  const pid = gatePid(home) ?? 0;
  agent.kill("SIGKILL");
  const alone = await until("the lease is free", async () => {
    const now = await statusOf(home);
    return now.agent.connected ? null : now;
  });
  t.is(alone.gate.pid, pid);
  for (const each of alone.positions) t.truthy(each.stopPrice);
  const { trades } = alone.account;
  stage.agent();
  const attached = await until("attached", async () => {
    const now = await statusOf(home);
    return now.agent.connected ? now : null;
  });
  t.is(attached.gate.pid, pid);
  t.true(attached.account.trades >= trades);
});

test("a kill holds through the death of both processes until the operator resumes", async (t) =>
  killHolds(t, await stageFor(t, MARKET)));

test("SIGUSR2 and the file run/KILL kill as well, also a gate that is down", async (t) => {
  const stage = await stageFor(t, MARKET);
  const { home } = stage;
  t.is((await stage.starts()).code, 0);
  process.kill(gatePid(home) ?? 0, "SIGUSR2");
  await until("halted by signal", async () => (await statusOf(home)).trading.state === "halted");
  await stage.person("resume", "--yes");
  await until("active", async () => (await statusOf(home)).trading.state === "active");
  t.is((await stage.person("gate", "stop")).code, 0);
  const down = await trade(home, "kill");
  t.is(down.code, 4);
  t.regex(down.stdout, /KILL is written/);
  t.is((await stage.starts()).code, 0);
  t.is((await statusOf(home)).trading.state, "halted");
});

test("flatten leaves nothing held, no entry working, and holds new ones", async (t) => {
  const stage = await stageFor(t, MARKET);
  const { home } = stage;
  await stage.holding();
  const flat = await trade(home, "flatten", "--yes");
  t.is(flat.code, 0, flat.stdout);
  const now = await statusOf(home);
  t.deepEqual(now.positions, []);
  t.true(now.trading.holds.some(({ cause }) => cause === "flatten"));
  if (stage.account !== null) t.like(stage.account.truth, { btc: "0", open: [] }, "at the exchange itself");
});

const summedUp = ({ account, positions }: Awaited<ReturnType<typeof statusOf>>) => ({
  equity: account.equity,
  positions: positions.map(({ positionId }) => positionId).toSorted(),
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
