import { existsSync } from "node:fs";
import { inputError } from "../../src/store/input.ts";
import type { Recorded } from "../../src/store/events/envelope.ts";
import { type JournalReader, openJournalToRead } from "../../src/store/journal/journal.ts";
import { type CheckResult, checkResult } from "../../src/store/words/verdict.ts";
import { EXIT, Exit } from "../exit.ts";
import type { Home } from "../home.ts";
import { lineOf, openedJournal } from "../record.ts";
import { targetOf } from "../target.ts";
import type { Command } from "./command.ts";

/** The story that an id belongs to, causes first: what the agent saw and wanted, what the gate made of it, what was learned. */
export const why: Command = {
  usage: "why ID [--json]",
  about: "the story of an event, signal, intent, order, position or proposal",
  async run({ words, home, flags, say }) {
    const [id] = words;
    if (id === undefined)
      throw inputError("trade why", "why what?", "give an id that `trade log` or `trade status` shows");
    const story = storyOf(await targetOf(home), id);
    if (story.length === 0) throw new Exit(EXIT.refused, `nothing is known of ${id}; see \`trade log\``);
    for (const event of story) {
      if (flags["json"] === true) say(JSON.stringify(event));
      else for (const line of told(event)) say(line);
    }
    return EXIT.done;
  },
};

/** What of the agent's journal comes before the gate's part of the story. */
const BEFORE: ReadonlySet<string> = new Set([
  "candle.processed",
  "signal.generated",
  "signal.skipped",
  "intent.created",
  "evolution.started",
  "evolution.ended",
  "evolution.filed",
  "promotion.filed",
  "meta.reviewed",
  "settings.filed",
]);

function storyOf(home: Home, id: string): readonly Recorded[] {
  const gate = openedJournal(home);
  const agent = existsSync(home.agentDb) ? openJournalToRead(home.agentDb) : null;
  try {
    // Whichever end the id is of: the agent's part leads to the gate's by its intents, and the gate's back to the agent's.
    const begun = agent === null ? [] : storiesIn(agent, [id]);
    const done = storiesIn(gate, [id, ...idsIn(begun)]);
    const wanted = agent === null ? [] : storiesIn(agent, [id, ...idsIn(done)]);
    return [
      ...wanted.filter(({ type }) => BEFORE.has(type)),
      ...done,
      ...wanted.filter(({ type }) => !BEFORE.has(type)),
    ];
  } finally {
    gate.close();
    agent?.close();
  }
}

function storyIn(journal: JournalReader, id: string): readonly Recorded[] {
  const found = journal.find(id) ?? journal.birthOf(id);
  return found === null ? [] : journal.story(found.id);
}

/** The stories that any of the ids belongs to, each event once, in their order. */
function storiesIn(journal: JournalReader, ids: readonly string[]): readonly Recorded[] {
  const events = ids.flatMap((id) => storyIn(journal, id));
  return [...new Map(events.map((event) => [event.id, event])).values()].toSorted((a, b) => a.seq - b.seq);
}

/** The intents that events speak of. */
function idsIn(events: readonly Recorded[]): readonly string[] {
  const ids = events.flatMap(({ data }) => {
    const { intent, intentId, positionId } = data as Readonly<Record<string, unknown>>;
    const inner = (intent as { readonly intentId?: unknown } | undefined)?.intentId;
    return [inner, intentId, positionId].filter((each) => typeof each === "string");
  });
  return [...new Set(ids)];
}

/** An event for people: one line, and a verdict's checks below it, what did not pass first. */
function told(event: Recorded): readonly string[] {
  const { checks, ...rest } = event.data as Readonly<Record<string, unknown>>;
  const parsed = checkResult.array().safeParse(checks);
  if (!parsed.success) return [lineOf(event), `    ${JSON.stringify(event.data)}`];
  const failed = parsed.data.filter(({ passed }) => !passed);
  const passed = parsed.data.filter((check) => check.passed);
  return [lineOf({ ...event, data: rest }), ...[...failed, ...passed].map(checkLine)];
}

const checkLine = ({ code, passed, observed, limit, unit, source }: CheckResult): string =>
  `    ${passed ? "ok" : "NO"}  ${code.padEnd(26)} ${observed ?? "missing"}  limit ${limit ?? "none"} ${unit}  (${source})`;
