import { readFileSync, statSync } from "node:fs";
import { inputError } from "../../src/store/input.ts";
import { confirmInPerson } from "../confirm.ts";
import { EXIT, Exit, type ExitCode } from "../exit.ts";
import { parseKey, type StoredKey } from "../gate/key.ts";
import { isHeld } from "../held.ts";
import { flagOf, type Home, makeHome } from "../home.ts";
import { examinedKey, examineOther } from "../keys/examine.ts";
import { pastedKey } from "../keys/pasted.ts";
import { type Asking, knownPassphrase, newPassphrase } from "../keys/passphrases.ts";
import {
  fileTrouble,
  hasSealedKey,
  type KeyNote,
  noteOf,
  removeKey,
  storeKey,
  storePassphrase,
} from "../keys/store.ts";
import { inPerson } from "../keys/inPerson.ts";
import { unwatch, watch, watchedRows } from "../keys/watched.ts";
import { modeOf } from "../preferred.ts";
import type { Command, CommandContext } from "./command.ts";

const actions: Readonly<Record<string, (context: CommandContext) => Promise<ExitCode>>> = {
  async add(context) {
    const { home, flags, say } = context;
    makeHome(home);
    requireRoom(home);
    const { file } = flags;
    await inPerson("a key is stored by a person", async (asking) => {
      const text = typeof file === "string" ? textOf(file) : await pastedKey(asking);
      const { key, note } = await examined(parseKey(text, typeof file === "string" ? file : "the key"), asking);
      const passphrase = await ownPassphrase(home, asking);
      await storeKey(home, key, passphrase, { ...note, storedAt: new Date().toISOString() });
    });
    say(`stored, encrypted by your passphrase: ${home.sealedKey}`);
    if (typeof file === "string") say(`now remove ${file}: whoever reads it has the key`);
    say(`next: \`trade doctor --live${flagOf(home)}\`, then \`trade gate start --mode live${flagOf(home)}\``);
    return EXIT.done;
  },
  list({ home, flags, say }) {
    const held = hasSealedKey(home);
    const note = held ? noteOf(home) : null;
    const trouble = held ? fileTrouble(home.sealedKey) : null;
    if (flags["json"] === true)
      say(
        JSON.stringify(
          held ? [{ venue: "coinbase", path: home.sealedKey, ...note, trouble }, ...watchedRows(home)] : [],
        ),
      );
    else if (!held) say(`no key is stored in ${home.gate}; add one with \`trade keys add${flagOf(home)}\``);
    else {
      say(
        `${note?.venue ?? "coinbase"}  ${home.sealedKey}  portfolio ${note?.portfolioId ?? "not told"}  stored ${note?.storedAt ?? "?"}`,
      );
      if (trouble !== null) say(trouble);
      for (const { venue } of watchedRows(home)) say(`${venue}  counts: what it holds is exposure`);
    }
    return Promise.resolve(EXIT.done);
  },
  async remove({ home, say }) {
    if (!hasSealedKey(home)) throw new Exit(EXIT.refused, `no key is stored in ${home.gate}`);
    if (!(await confirmInPerson("remove the stored key? The next live gate does not start without one.")))
      return EXIT.refused;
    removeKey(home);
    say("removed; at Coinbase the key still works until you delete it there");
    if (isHeld(home)) say("the gate that runs keeps it until it is stopped");
    return EXIT.done;
  },
  watch,
  unwatch,
};

/** What may be told of a key, having asked its exchange. @throws Exit 1 | 5 when it is not to be used. */
async function examined(
  given: StoredKey,
  asking: Asking,
): Promise<{ key: StoredKey; note: Omit<KeyNote, "storedAt"> }> {
  if ("venue" in given) {
    await examineOther(given);
    asking.tell(
      `${given.venue} knows it. EXPERIMENTAL: nobody here can tell whether it may send money away: see to that there`,
    );
    return { key: given, note: { venue: given.venue, portfolioId: null } };
  }
  const { key, portfolioId } = await examinedKey(given);
  asking.tell(`Coinbase knows it: it can view and trade, it cannot transfer; portfolio ${portfolioId ?? "not told"}`);
  return { key, note: { portfolioId } };
}

/** The exchange's key: stored encrypted, opened by the gate alone. */
export const keys: Command = {
  usage: "keys add [--file FILE]|list|remove|watch VENUE [--file FILE]|unwatch VENUE",
  about: "the exchange's key, examined and stored encrypted; venues whose positions count besides",
  run(context) {
    const [word = "list"] = context.words;
    const action = Object.hasOwn(actions, word) ? actions[word] : undefined;
    if (action === undefined)
      throw inputError("trade keys", `"${word}" is not known`, "use add, list, remove, watch or unwatch");
    return action(context);
  },
};

/** @throws Exit 3 when a key is there, 5 in the home of a paper account: that never trades with one. */
function requireRoom(home: Home): void {
  if (hasSealedKey(home)) {
    throw new Exit(
      EXIT.refused,
      `${home.sealedKey}: a key is stored already; \`trade keys remove${flagOf(home)}\` first`,
    );
  }
  if (modeOf(home) === "paper") {
    throw new Exit(
      EXIT.unsafe,
      `${home.root}: this is a paper account's home; store the key in one of its own with --home DIR`,
    );
  }
}

/** The operator's passphrase: the one there is, or the first. One for both: it opens the key, and arms the gate. */
async function ownPassphrase(home: Home, asking: Asking): Promise<string> {
  const known = await knownPassphrase(home, asking);
  if (known !== null) return known;
  const passphrase = await newPassphrase(asking);
  storePassphrase(home, passphrase);
  return passphrase;
}

function textOf(path: string): string {
  try {
    if ((statSync(path).mode & 0o077) !== 0) {
      process.stderr.write(`trade: ${path}: others on this machine may read this file\n`);
    }
    return readFileSync(path, "utf8");
  } catch (error) {
    throw inputError(path, error instanceof Error ? error.message : String(error), "give the JSON file of Coinbase's");
  }
}
