import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { openJournalToRead } from "../../src/store/journal/journal.ts";
import { statusOf } from "./gateLine.ts";
import { background, homeFor, trade, until } from "./trade.ts";

/** The most that a cycle may try, by one thread over many markets: it takes several times as long as a command. */
const LONG = { evolveTrades: "0", evolveHours: "19", evolveCandidates: "2000", evolveThreads: "1" };
const MARKETS = "BTC/USD,ETH/USD,SOL/USD";

/** What the home's agent told of that. */
const told = (home: string, type: string): readonly unknown[] => {
  const journal = openJournalToRead(join(home, "agent", "agent.db"));
  const events = journal.read(1).filter((event) => event.type === type);
  journal.close();
  return events.map(({ data }) => data);
};

test("`trade evolve stop` ends the cycle of an agent without a screen, which goes on trading; its outcome is that it has none", async (t) => {
  const home = homeFor(t);
  mkdirSync(join(home, "agent"), { recursive: true, mode: 0o700 });
  writeFileSync(join(home, "agent", "settings.json"), JSON.stringify(LONG), { mode: 0o600 });
  const agent = background(
    home,
    "--headless",
    "--market",
    "sim",
    "--seed",
    "7",
    "--symbols",
    MARKETS,
    "--speed",
    "60000",
  );
  t.teardown(() => agent.kill("SIGKILL"));
  await until("the agent is there", () =>
    statusOf(home).then(
      (status) => status.agent.connected && status.data.n > 500,
      () => false,
    ),
  );
  await until("a cycle is under way", () => told(home, "evolution.started").length > 0);
  const stop = await trade(home, "evolve", "stop");
  t.is(stop.code, 0, stop.stderr);
  t.regex(stop.stdout, /^cycle 1 is to end/);
  await until("its end is on the record", () => told(home, "evolution.ended").length > 0);
  t.like(told(home, "evolution.ended"), [{ cycle: 1, how: "canceled", why: "canceled by the operator", result: null }]);
  const { n } = (await statusOf(home)).data;
  await until("the agent goes on", async () => (await statusOf(home)).data.n > n + 3);
  t.is(agent.exitCode, null);
});
