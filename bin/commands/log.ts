import { inputError } from "../../src/store/input.ts";
import { EXIT } from "../exit.ts";
import { lineOf, openedJournal } from "../record.ts";
import { targetOf } from "../target.ts";
import type { Command } from "./command.ts";

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
