import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import type { AgentEventData } from "../../src/store/events/agent.ts";
import { openJournalToRead } from "../../src/store/journal/journal.ts";
import { homeFor, trade } from "./trade.ts";

/** What docs/learning.md tells people to watch, in candles from the beginning: ten of them a second. */
const CANDLES = 3_400;
const CANDLE_MS = 300_000;
const OPENED = Date.UTC(2026, 0, 1);

test("the demonstration shows what docs/learning.md says: what is worthless is put down, what is missing is proposed", async (t) => {
  const home = homeFor(t);
  mkdirSync(join(home, "agent"), { recursive: true });
  writeFileSync(join(home, "agent", "settings.json"), JSON.stringify({ evolveTrades: "60", evolveCandidates: "200" }));
  const ran = await trade(home, "--headless", "--market", "sim", "--seed", "planted-1", "--until", String(CANDLES));
  t.is(ran.code, 0, ran.stderr);
  const [run = ""] = readdirSync(join(home, "runs"));
  const journal = openJournalToRead(join(home, "runs", run, "agent", "agent.db"));
  const told = journal.read(1);
  journal.close();
  const of = <Type extends "evolution.ended" | "evolution.filed" | "rule.doubted">(type: Type) =>
    told.flatMap((event) =>
      event.type === type ? [{ at: (event.ts - OPENED) / CANDLE_MS, data: event.data as AgentEventData<Type> }] : [],
    );
  const [first, second] = of("evolution.ended");
  t.regex(
    first?.data.result?.sentence ?? "",
    /^no proposal: DSR: 0\.\d\d of 0\.95 needed, .* needs about \d+ more trades/,
  );
  t.like(second?.data.result?.proposal?.candidate, {
    operator: "filter add",
    change: 'only if "volume > sma(volume, 20)"',
  });
  t.true(second!.at < 1_800, "in the third minute");
  t.like(of("evolution.filed")[0]?.data, { cycle: 2, refused: null });
  const doubts = of("rule.doubted").map(({ data }) => [data.ruleId, data.status]);
  t.deepEqual(doubts, [
    ["worthless", "probation"],
    ["fading", "probation"],
    ["fading", "paused"],
  ]);
  // What is in pause goes on in shadow.
  const skipped = told
    .filter(({ type }) => type === "signal.skipped")
    .map(({ data }) => (data as { reason: string }).reason);
  t.true(skipped.filter((reason) => reason === "the rule is paused").length > 0);
});
