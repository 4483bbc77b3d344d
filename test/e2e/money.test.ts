import test, { type ExecutionContext } from "ava";
import { complains } from "./complaint.ts";
import { statusOf } from "./gateLine.ts";
import type { LiveAccount } from "./liveAccount.ts";
import { stageFor } from "./stage.ts";
import { trade, until } from "./trade.ts";

test("money in and out moves cash and nobody's gain, once for each reference; what is not there is not paid out", async (t) => {
  const { home, starts, account } = await stageFor(t);
  await starts();
  const before = ((await account?.settled()) ?? (await statusOf(home))).account;
  await (account === null ? told(t, home) : seen(t, account));
  const after = (await statusOf(home)).account;
  t.is(Number(after.cash), Number(before.cash) + 150.5);
  t.like(after, { deposits: "150.5", dayPnl: before.dayPnl, weekPnl: before.weekPnl, realizedPnl: "0" });
  complains(t, await trade(home, "cash", "withdraw", "lots"), 2, /"lots" is no amount; write a number/);
  complains(t, await trade(home, "cash", "lend", "1"), 2, /"lend" is not known; write deposit or withdraw/);
  complains(
    t,
    await trade(home, "adopt", "BTC/USD", "--rule", "ema-trend", "--stop", "1"),
    3,
    /nothing of BTC\/USD is held/,
  );
  complains(t, await trade(home, "adopt", "BTC/USD", "--stop", "1"), 2, /--rule: is missing; say the rule/);
  complains(
    t,
    await trade(home, "adopt", "BTC/USD", "--rule", "x", "--stop", "0"),
    2,
    /--stop: is no number above zero/,
  );
});

/** A paper account takes a person's word for it. */
async function told(t: ExecutionContext, home: string): Promise<void> {
  for (let twice = 0; twice < 2; twice += 1) {
    const paid = await trade(home, "cash", "deposit", "250.5", "--reason", "salary");
    t.is(paid.stdout, "paid in 250.5: salary\n", paid.stderr);
  }
  t.is((await statusOf(home)).account.deposits, "250.5");
  t.is((await trade(home, "cash", "withdraw", "100")).code, 0);
  complains(t, await trade(home, "cash", "withdraw", "99999"), 3, /are free: close positions/);
}

/** A live one takes nobody's: the venue tells of it. */
async function seen(t: ExecutionContext, { home, exchange }: LiveAccount): Promise<void> {
  complains(t, await trade(home, "cash", "deposit", "250.5"), 3, /only a paper account takes a person's word/);
  exchange.engine.account.deposit("USD", "250.5");
  exchange.engine.account.deposit("USD", "-100");
  await until("what moved is on the record", async () => (await statusOf(home)).account.deposits === "150.5");
}

test("what the account could lose stands beside its limits, for people and for programs", async (t) => {
  const { home, starts } = await stageFor(t);
  await starts();
  const { stdout } = await trade(home, "risk");
  for (const name of ["delta", "value at risk", "expected shortfall", "worst corner"])
    t.true(stdout.includes(name), name);
  t.regex(stdout, /prices +-30 %, volatility +-20 +0\.00/);
  const risk = JSON.parse((await trade(home, "risk", "--json")).stdout) as { figures: object[]; stress: object[] };
  t.is(risk.figures.length, 8);
  t.is(risk.stress.length, 18);
});
