import { inputError } from "../../src/store/input.ts";
import { openJournalToRead } from "../../src/store/journal/journal.ts";
import { verifyJournal } from "../../src/store/journal/verify.ts";
import { utcText } from "../../src/store/time.ts";
import type { Recorded } from "../../src/store/events/envelope.ts";
import { EXIT, Exit, type ExitCode } from "../exit.ts";
import type { Home } from "../home.ts";
import { targetOf } from "../target.ts";
import type { Command } from "./command.ts";
import { existsSync } from "node:fs";

const DEFAULT_LINES = 50;
const PAGE = 1_000;

/** The gate's journal, straight from the file: works with the gate down. */
export const log: Command = {
  usage: "log [--limit N] [--json]",
  about: "the journal's newest events (all of them with --json)",
  async run({ home, flags, say }) {
    const asked = Number(flags["limit"] ?? DEFAULT_LINES);
    if (!Number.isSafeInteger(asked) || asked < 0)
      throw inputError("--limit", "not a number of lines", "write --limit 100");
    const journal = openedJournal(await targetOf(home));
    const last = journal.head().seq;
    const limit = flags["json"] === true && flags["limit"] === undefined ? last : asked;
    for (let from = Math.max(1, last - limit + 1); from <= last; from += PAGE) {
      for (const event of journal.read(from, PAGE)) say(flags["json"] === true ? JSON.stringify(event) : lineOf(event));
    }
    journal.close();
    return EXIT.done;
  },
};

/** The story that an id belongs to, causes first. */
export const why: Command = {
  usage: "why ID [--json]",
  about: "the story of an event, intent, order, position or proposal",
  async run({ words, home, flags, say }) {
    const [id] = words;
    if (id === undefined)
      throw inputError("trade why", "why what?", "give an id that `trade log` or `trade status` shows");
    const journal = openedJournal(await targetOf(home));
    const found = journal.find(id) ?? journal.birthOf(id);
    const story = found === null ? [] : journal.story(found.id);
    journal.close();
    if (story.length === 0) throw new Exit(EXIT.refused, `nothing is known of ${id}; see \`trade log\``);
    for (const event of story)
      say(flags["json"] === true ? JSON.stringify(event) : `${lineOf(event)}\n    ${JSON.stringify(event.data)}`);
    return EXIT.done;
  },
};

/** Whether the record is what was written. */
export const audit: Command = {
  usage: "audit verify",
  about: "walk the journals' hash chains; name the first altered record",
  async run({ words, home, say }) {
    if (words[0] !== "verify") throw inputError("trade audit", "what?", "write `trade audit verify`");
    const target = await targetOf(home);
    requireJournal(target);
    let code: ExitCode = EXIT.done;
    for (const path of [target.gateDb, target.agentDb].filter((each) => existsSync(each))) {
      const result = verifyJournal(path);
      if (result.ok) say(`${path}: ${result.count} records, whole, head ${result.head.hash}`);
      else {
        say(`${path}: record ${result.seq}: ${result.problem}`);
        code = EXIT.failed;
      }
    }
    return code;
  },
};

function openedJournal(home: Home): ReturnType<typeof openJournalToRead> {
  requireJournal(home);
  return openJournalToRead(home.gateDb);
}

function requireJournal({ gateDb }: Home): void {
  if (!existsSync(gateDb)) throw new Exit(EXIT.failed, `${gateDb}: no journal yet; run \`trade\` first`);
}

const lineOf = ({ seq, ts, type, id, data }: Recorded): string =>
  `${String(seq).padStart(7)} ${utcText(ts)} ${type.padEnd(24)} ${id} ${summary(data)}`;

function summary(data: unknown): string {
  const text = JSON.stringify(data);
  return text.length > 120 ? `${text.slice(0, 119)}…` : text;
}
