import { readdirSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import type { z } from "zod";
import { agentEvents } from "../../../src/store/events/agent.ts";
import type { Recorded } from "../../../src/store/events/envelope.ts";
import { gateEvents } from "../../../src/store/events/gate.ts";
import { openJournalToRead } from "../../../src/store/journal/journal.ts";
import { FIXTURE, homeFor, trade } from "../../e2e/trade.ts";

/** What of these is not as its type's schema says: one line each. */
function strangers(events: readonly Recorded[], vocabulary: Readonly<Record<string, z.ZodType>>): readonly string[] {
  return events.flatMap(({ seq, type, data }) => {
    const schema = Object.hasOwn(vocabulary, type) ? vocabulary[type] : undefined;
    if (schema === undefined) return [`${seq} ${type} is no word of it`];
    const [issue] = schema.safeParse(data).error?.issues ?? [];
    return issue === undefined ? [] : [`${seq} ${type} ${issue.path.join(".")}: ${issue.message}`];
  });
}

test("everything that gate and agent record in a whole run is in their vocabulary, as its schema says", async (t) => {
  const home = homeFor(t);
  const run = await trade(home, "--headless", "--market", `replay:BTC/USD=${FIXTURE}`, "--until", "end", "--json");
  t.is(run.code, 0, run.stderr);
  const [name = ""] = readdirSync(join(home, "runs"));
  for (const [file, vocabulary, needed] of [
    ["gate/gate.db", gateEvents, ["order.filled", "position.closed", "intent.denied", "market.advanced"]],
    ["agent/agent.db", agentEvents, ["intent.created", "verdict.received", "lesson.learned", "candle.processed"]],
  ] as const) {
    const journal = openJournalToRead(join(home, "runs", name, file));
    const events: Recorded[] = [];
    while (events.length < journal.head().seq) events.push(...journal.read(events.length + 1));
    journal.close();
    t.deepEqual(strangers(events, vocabulary), []);
    const told = new Set(events.map(({ type }) => type));
    t.deepEqual(
      needed.filter((type) => !told.has(type)),
      [],
      `${file} holds too little to prove anything`,
    );
  }
});
