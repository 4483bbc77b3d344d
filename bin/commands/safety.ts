import { existsSync } from "node:fs";
import { join } from "node:path";
import { changeLines, loosens } from "../../src/gate/safety/compare.ts";
import { type Doubt, doubtsOf } from "../../src/gate/safety/doubts.ts";
import { readOwnSafety } from "../../src/gate/safety/load.ts";
import type { Safety } from "../../src/gate/safety/schema.ts";
import { InputError, inputError } from "../../src/store/input.ts";
import { confirmInPerson } from "../confirm.ts";
import { EXIT, Exit, type ExitCode } from "../exit.ts";
import { acceptSafety, changesAgainst } from "../gate/acceptSafety.ts";
import { ownUid, packageRoot } from "../home.ts";
import { askGate } from "../operator.ts";
import { targetOf } from "../target.ts";
import type { Command, CommandContext } from "./command.ts";

const actions: Readonly<Record<string, (context: CommandContext) => Promise<ExitCode>>> = {
  /** Reads, compares, doubts, changes nothing. */
  check({ words: [, file], flags, home, say }) {
    const own = file === undefined && existsSync(home.safety);
    const path = own ? home.safety : (file ?? join(packageRoot, "safety.yaml"));
    const read = understood(path, own ? ownUid() : null);
    const changes = changesAgainst(home, read) ?? [];
    const lines = changeLines(changes, read.source);
    const doubts = doubtsOf(read);
    if (flags["json"] === true)
      say(JSON.stringify({ path, hash: read.hash, changes: lines, looser: loosens(changes), doubts }));
    else for (const line of [`${path}: understood, hash ${read.hash}`, ...lines, ...doubtLines(doubts)]) say(line);
    if (!loosens(changes)) return Promise.resolve(EXIT.done);
    throw new Exit(
      EXIT.unsafe,
      "looser than the limits in force: the gate does not start with it before `trade safety accept`",
    );
  },
  /** A person's word, on a terminal, with the gate down. */
  async accept({ home, say }) {
    const read = understood(home.safety, ownUid());
    const taken = await acceptSafety(home, read, (changes) => {
      for (const line of [...changeLines(changes, read.source), ...doubtLines(doubtsOf(read))]) say(line);
      if (!loosens(changes)) say("nothing is looser: the gate takes this by itself");
      return confirmInPerson("put these limits in force?");
    });
    if (!taken) return EXIT.refused;
    say("accepted: the gate starts with these limits");
    return EXIT.done;
  },
  /** By the running gate: what is tighter is in force at once. */
  async reload({ home, say }) {
    const { changes } = await askGate(await targetOf(home), (operator) => operator.call("safety.reload", {}));
    for (const line of changes) say(line);
    say(changes.length === 0 ? "no limit moved" : "in force from now on");
    return EXIT.done;
  },
};

/** The limits: whether the gate would start on them, and the two ways to put changed ones in force. */
export const safety: Command = {
  usage: "safety check [FILE] [--json]|accept|reload",
  about: "the limits: look, accept looser ones (asks you), reload tighter ones",
  run(context) {
    const [word = ""] = context.words;
    const action = Object.hasOwn(actions, word) ? actions[word] : undefined;
    if (action === undefined) {
      throw inputError(
        "trade safety",
        word === "" ? "what?" : `"${word}" is not known`,
        "use check [FILE], accept or reload",
      );
    }
    return action(context);
  },
};

/** Warnings: a person may mean it so. */
const doubtLines = (doubts: readonly Doubt[]): readonly string[] => doubts.map(({ line }) => `doubtful: ${line}`);

/** The file's limits; with a user, only if a gate of that user would take them. @throws Exit 5 with every problem. */
function understood(path: string, uid: number | null): Safety {
  try {
    return readOwnSafety(path, uid);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new Exit(EXIT.unsafe, error.problems.join("\n"));
  }
}
