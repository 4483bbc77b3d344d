import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import type { AgentEventData } from "../../src/store/events/agent.ts";
import { openJournalToRead } from "../../src/store/journal/journal.ts";
import { FIXTURE, homeFor, summaryOf, trade } from "./trade.ts";

const RUN = ["--headless", "--market", `replay:BTC/USD=${FIXTURE}`, "--speed", "max", "--until", "1200", "--json"];

/** What the agent of the home's only run told of evolution. */
function evolutionIn(home: string) {
  const [run = ""] = readdirSync(join(home, "runs"));
  const journal = openJournalToRead(join(home, "runs", run, "agent", "agent.db"));
  const events = journal.read(1);
  journal.close();
  const of = (type: string) => events.filter((event) => event.type === type).map(({ data }) => data);
  return {
    started: of("evolution.started") as readonly AgentEventData<"evolution.started">[],
    ended: of("evolution.ended") as readonly AgentEventData<"evolution.ended">[],
    reviewed: of("meta.reviewed") as readonly AgentEventData<"meta.reviewed">[],
  };
}

test("loop 2 runs by itself after so many trades, and loop 3 after it; any number of threads gives the same journals", async (t) => {
  const run = async (threads: string) => {
    const home = homeFor(t);
    mkdirSync(join(home, "agent"), { recursive: true });
    const settings = { evolveTrades: "3", evolveCandidates: "6", evolveThreads: threads, metaCycles: "1" };
    writeFileSync(join(home, "agent", "settings.json"), JSON.stringify(settings));
    const ran = await trade(home, ...RUN);
    t.is(ran.code, 0, ran.stderr);
    const [run = ""] = readdirSync(join(home, "runs"));
    const meta = await trade(join(home, "runs", run), "meta");
    return { summary: summaryOf(ran), meta: meta.stdout, ...evolutionIn(home) };
  };
  const [one, three] = [await run("1"), await run("3")];
  t.true(one.started.length >= 2, "it came round more than once");
  t.like(one.started[0], { cycle: 1, because: "trades", count: 6 });
  t.like(one.ended[0], { cycle: 1, how: "done" });
  t.is(one.ended[0]?.result?.tried.length, 6);
  t.regex(one.ended[0]?.result?.sentence ?? "", /^no proposal: .*DSR/);
  t.like(one.reviewed[0], { cycles: 1 });
  t.regex(one.reviewed[0]?.sentences.join("\n") ?? "", /insufficient data/);
  t.is(one.started[1]?.calibration, one.reviewed[0]?.calibration.slope);
  t.deepEqual(one.started[1]?.shares, one.reviewed[0]?.shares, "loop 3's word is what the next cycle runs by");
  t.regex(one.meta, new RegExp(`^${one.ended.length} cycles, \\d+ candidates tried, 0 proposed\\n`));
  t.regex(one.meta, /the budget goes to .*\ninsufficient data.*half of each is believed/);
  t.regex(one.meta, /cycles without a proposal tell nothing about operators/);
  t.deepEqual(three.summary.journal, one.summary.journal);
});
