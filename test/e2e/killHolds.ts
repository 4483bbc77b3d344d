import type { ExecutionContext } from "ava";
import type { Status } from "../../src/gate/contract/status.ts";
import { glance, statusOf } from "./gateLine.ts";
import type { Stage } from "./stage.ts";
import { gatePid, killHard, trade, until } from "./trade.ts";

/** A kill holds through the death of both processes until the operator resumes: asserted on that stage. */
export async function killHolds(t: ExecutionContext, stage: Stage): Promise<void> {
  const { home } = stage;
  const agent = await stage.holding();
  t.is((await trade(home, "kill")).code, 0);
  t.is((await statusOf(home)).trading.state, "halted");
  await killHard(gatePid(home) ?? 0);
  agent.kill("SIGKILL");
  const denied = await deniedAfter(stage);
  t.is(denied.trading.state, "halted");
  t.deepEqual(
    denied.orders.filter(({ role }) => role === "entry"),
    [],
  );
  const asked = await trade(home, "resume");
  t.is(asked.code, 2, "resume asks, and there is nobody to ask");
  t.is((await stage.person("resume", "--yes")).code, 0);
  t.false((await statusOf(home)).trading.holds.some(({ cause }) => cause === "kill"));
}

/** A new gate and a new agent, up to an entry that is denied because trading is halted. */
async function deniedAfter({ home, account, agent }: Stage): Promise<Status> {
  if (account === null) agent();
  else {
    await account.start();
    await account.submit(account.intent(2, { ruleId: "rsi-reversion" }));
    agent();
    await until("the agent is back", async () => (await glance(home))?.agent.connected);
  }
  return until("an intent is denied", async () => {
    const now = await glance(home);
    return (now?.counts.denied["TRADING_HALTED"] ?? 0) > 0 ? now : null;
  });
}
