import { readdirSync } from "node:fs";
import { join } from "node:path";
import { law } from "./law.ts";
import test from "ava";
import { complains } from "./complaint.ts";
import { ask, glance } from "./gateLine.ts";
import { stageFor } from "./stage.ts";
import { FIXTURE, homeFor, summaryOf, trade, until } from "./trade.ts";

interface Report {
  readonly trades: readonly { readonly gapBps: number }[];
}
const RUN = ["--headless", "--market", `replay:BTC/USD=${FIXTURE}`, "--speed", "max", "--until", "end", "--json"];

law("a recording runs through both processes, and the same run twice gives the same journals", async (t) => {
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

law("the synthetic market is the same for the same seed and another for another", async (t) => {
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

law("several recordings are one market", async (t) => {
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

test("a run without a bound works candle by candle until it is told to end, and then says what it came to", async (t) => {
  const stage = await stageFor(t, { seed: "2" });
  const running = await stage.holding("--json");
  let stdout = "";
  running.stdout?.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
  const first = await marketTime(stage.home);
  await until("a candle more", async () => (await marketTime(stage.home)) > first);
  running.kill("SIGINT");
  await until("its end", () => running.exitCode !== null);
  t.is(running.exitCode, 0);
  await until("all is said", () => stdout.endsWith("\n"));
  const summary = summaryOf({ code: 0, stdout, stderr: "" });
  t.true(summary.candles > 0 && summary.approved > 0, stdout);
  t.is(summary.journal.gate.length, 64);
  t.true((await glance(stage.home)) !== null, "the gate goes on without it");
});

test("a live account has no bounded run: it would be a second account on the same money", async (t) => {
  const home = homeFor(t);
  for (const bound of [
    ["--until", "3"],
    ["--until", "end"],
    ["--speed", "max"],
  ]) {
    const ran = await trade(home, "--headless", "--mode", "live", ...bound);
    complains(t, ran, 2, /--mode live: a live account has no bounded run; leave out --until and --speed/);
  }
  t.deepEqual(readdirSync(home), []);
});

/** When the newest candle closed that the gate has booked, as it is on the record. */
const marketTime = async (home: string): Promise<number> => {
  const { events } = await ask(home, (operator) => operator.call("events.read", { fromSeq: null, limit: 200 }));
  return Number(events.findLast(({ type }) => type === "market.advanced")?.data["at"] ?? 0);
};
