import { existsSync } from "node:fs";
import { type Replay, VerdictReplay } from "../../src/gate/report/replay.ts";
import type { GateEvent } from "../../src/store/events/gate.ts";
import { inputError } from "../../src/store/input.ts";
import { verifyJournal } from "../../src/store/journal/verify.ts";
import { EXIT, type ExitCode } from "../exit.ts";
import { openedJournal, requireJournal } from "../record.ts";
import { targetOf } from "../target.ts";
import type { Command, CommandContext } from "./command.ts";

const PAGE = 1_000;

const actions: Readonly<Record<string, (context: CommandContext) => Promise<ExitCode>>> = {
  /** Whether the record is what was written. */
  async verify({ home, flags, say }) {
    const target = await targetOf(home);
    requireJournal(target);
    let code: ExitCode = EXIT.done;
    for (const path of [target.gateDb, target.agentDb].filter((each) => existsSync(each))) {
      const result = verifyJournal(path);
      if (!result.ok) code = EXIT.failed;
      if (flags["json"] === true) say(JSON.stringify({ path, ...result }));
      else if (result.ok) say(`${path}: ${result.count} records, whole, head ${result.head.hash}`);
      else say(`${path}: record ${result.seq}: ${result.problem}`);
    }
    return code;
  },
  /** Whether every verdict comes out as it did, judged again from the record alone. */
  async replay({ home, flags, say }) {
    const { gateDb, ...target } = await targetOf(home);
    const { verdicts, differences } = judgedAgain({ ...target, gateDb });
    if (flags["json"] === true) say(JSON.stringify({ path: gateDb, verdicts, differences }));
    else {
      for (const { seq, intentId, code, was, is } of differences) {
        say(`record ${seq}: intent ${intentId}: ${code}\n    was ${was}\n    is  ${is}`);
      }
      say(`${gateDb}: ${verdicts} verdicts judged again, ${differences.length === 0 ? "all alike" : "NOT all alike"}`);
    }
    return differences.length === 0 ? EXIT.done : EXIT.failed;
  },
};

/** Whether the record can be trusted, and what it says believed. */
export const audit: Command = {
  usage: "audit verify|replay [--json]",
  about: "walk the journals' hash chains; judge every intent again from the record",
  run(context) {
    const [word = ""] = context.words;
    const action = Object.hasOwn(actions, word) ? actions[word] : undefined;
    if (action === undefined)
      throw inputError("trade audit", "what?", "write `trade audit verify` or `trade audit replay`");
    return action(context);
  },
};

function judgedAgain(home: Parameters<typeof openedJournal>[0]): Replay {
  const journal = openedJournal(home);
  const replay = new VerdictReplay();
  const last = journal.head().seq;
  for (let from = 1; from <= last; from += PAGE) {
    for (const event of journal.read(from, PAGE)) replay.next(event as GateEvent);
  }
  journal.close();
  return replay.result;
}
