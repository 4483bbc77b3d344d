import test from "ava";
import { complains } from "./complaint.ts";
import { statusOf } from "./gateLine.ts";
import { homeFor, trade } from "./trade.ts";

const STILL = ["gate", "start", "--market", "sim", "--speed", "0.001"];

test("money in and out moves cash and nobody's gain, once for each reference; what is not there is not paid out", async (t) => {
  const home = homeFor(t);
  await trade(home, ...STILL);
  const before = (await statusOf(home)).account;
  for (let twice = 0; twice < 2; twice += 1) {
    const paid = await trade(home, "cash", "deposit", "250.5", "--reason", "salary");
    t.is(paid.stdout, "paid in 250.5: salary\n", paid.stderr);
  }
  const after = (await statusOf(home)).account;
  t.is(Number(after.cash), Number(before.cash) + 250.5);
  t.like(after, { deposits: "250.5", dayPnl: before.dayPnl, weekPnl: before.weekPnl, realizedPnl: "0" });
  t.is((await trade(home, "cash", "withdraw", "100")).code, 0);
  t.is((await statusOf(home)).account.deposits, "150.5");
  complains(t, await trade(home, "cash", "withdraw", "99999"), 3, /are free: close positions/);
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

test("what the account could lose stands beside its limits, for people and for programs", async (t) => {
  const home = homeFor(t);
  await trade(home, ...STILL);
  const { stdout } = await trade(home, "risk");
  for (const name of ["delta", "value at risk", "expected shortfall", "worst corner"])
    t.true(stdout.includes(name), name);
  t.regex(stdout, /prices +-30 %, volatility +-20 +0\.00/);
  const risk = JSON.parse((await trade(home, "risk", "--json")).stdout) as { figures: object[]; stress: object[] };
  t.is(risk.figures.length, 8);
  t.is(risk.stress.length, 18);
});
