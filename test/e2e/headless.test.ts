import { readdirSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { FIXTURE, homeFor, summaryOf, trade } from "./trade.ts";

interface Report {
  readonly trades: readonly { readonly gapBps: number }[];
}
const RUN = ["--headless", "--market", `replay:BTC/USD=${FIXTURE}`, "--speed", "max", "--until", "end", "--json"];

test("a recording runs through both processes, and the same run twice gives the same journals", async (t) => {
  const home = homeFor(t);
  const first = await trade(home, ...RUN);
  t.is(first.code, 0, first.stderr);
  const summary = summaryOf(first);
  t.is(summary.candles, 2_000);
  t.true(summary.trades > 0 && summary.approved > 0);
  t.deepEqual(Object.keys(summary), [
    "candles",
    "signals",
    "intents",
    "approved",
    "denied",
    "orders",
    "fills",
    "trades",
    "fees",
    "realizedPnl",
    "finalEquity",
    "wallSeconds",
    "candlesPerSecond",
    "journal",
  ]);
  const second = summaryOf(await trade(home, ...RUN));
  t.deepEqual(second.journal, summary.journal);
  t.is(second.finalEquity, summary.finalEquity);
  t.is(readdirSync(join(home, "runs")).length, 2, "each has a run of its own");
  for (const run of readdirSync(join(home, "runs"))) {
    const audit = await trade(join(home, "runs", run), "audit", "verify");
    t.is(audit.code, 0);
    t.is(audit.stdout.match(/whole/g)?.length, 2, audit.stdout);
    const told = JSON.parse((await trade(join(home, "runs", run), "report", "--json")).stdout) as Report;
    t.is(told.trades.length, summary.trades);
    // Paper is what paper models: but for prices on the grid and targets that rest as makers.
    for (const { gapBps } of told.trades) t.true(gapBps < 5, String(gapBps));
  }
});

test("the synthetic market is the same for the same seed and another for another", async (t) => {
  const home = homeFor(t);
  const run = async (seed: string) =>
    summaryOf(
      await trade(home, "--headless", "--market", "sim", "--seed", seed, "--speed", "max", "--until", "150", "--json"),
    );
  const [a, again, other] = [await run("a"), await run("a"), await run("b")];
  t.is(a.candles, 150);
  t.deepEqual(a.journal, again.journal);
  t.not(a.journal.gate, other.journal.gate);
});

test("several recordings are one market", async (t) => {
  const home = homeFor(t);
  const eth = FIXTURE.replace("BTCUSD", "ETHUSD");
  const run = await trade(
    home,
    "--headless",
    "--market",
    `replay:BTC/USD=${FIXTURE}`,
    "--market",
    `replay:ETH/USD=${eth}`,
    "--until",
    "300",
    "--json",
  );
  t.is(run.code, 0, run.stderr);
  t.is(summaryOf(run).candles, 300);
});
