import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { inputError } from "../../src/store/input.ts";
import type { CommandContext } from "../commands/command.ts";
import { confirmInPerson } from "../confirm.ts";
import { EXIT, Exit, type ExitCode } from "../exit.ts";
import { type NamedVenueKey, parseKey } from "../gate/key.ts";
import { flagOf, type Home, makeHome } from "../home.ts";
import { openDeribit } from "./examine.ts";
import { inPerson } from "./inPerson.ts";
import { knownPassphrase } from "./passphrases.ts";
import { fileTrouble, hasSealedKey, writePrivate } from "./store.ts";
import { openKey, sealKey } from "./vault.ts";

/** What can count: by a key of its own, or by the account's. */
const VENUES: Readonly<Record<string, "sealed" | "account">> = {
  deribit: "sealed",
  "coinbase-futures": "account",
  "coinbase-perpetuals": "account",
};

const folderOf = ({ gate }: Pick<Home, "gate">): string => join(gate, "watched");
const fileOf = (home: Pick<Home, "gate">, name: string): string =>
  join(folderOf(home), VENUES[name] === "sealed" ? `${name}.age` : name);

/** Venues whose positions count, of one kind or all: there is a file of each, and without one nothing counts. */
export const watchedNames = (home: Pick<Home, "gate">, kind?: "sealed" | "account"): readonly string[] =>
  Object.keys(VENUES).filter((name) => (kind ?? VENUES[name]) === VENUES[name] && existsSync(fileOf(home, name)));

export const watchedRows = (home: Pick<Home, "gate">): readonly { venue: string; counts: true }[] =>
  watchedNames(home).map((venue) => ({ venue, counts: true }));

/** The keys that look, opened. @throws Exit 5 when one does not open, or is another's. */
export async function openWatched(home: Home, passphrase: string): Promise<ReadonlyMap<string, NamedVenueKey>> {
  const keys = new Map<string, NamedVenueKey>();
  for (const name of watchedNames(home, "sealed")) {
    const path = fileOf(home, name);
    const trouble = fileTrouble(path);
    if (trouble !== null) throw new Exit(EXIT.unsafe, trouble);
    const key = await openKey(readFileSync(path, "utf8"), passphrase, path);
    if (key === null || !("venue" in key)) {
      const remedy = `\`trade keys unwatch ${name}${flagOf(home)}\`, then watch it again`;
      throw new Exit(EXIT.unsafe, `${path}: it does not open by the account's passphrase; ${remedy}`);
    }
    keys.set(name, key);
  }
  return keys;
}

/** `trade keys watch VENUE`: from the next start on, what is held there counts. */
export async function watch({ home, words, flags, say }: CommandContext): Promise<ExitCode> {
  const name = named(words);
  makeHome(home);
  if (!hasSealedKey(home)) {
    throw new Exit(
      EXIT.refused,
      `only a live account counts what is held elsewhere; \`trade keys add${flagOf(home)}\` first`,
    );
  }
  await inPerson("what counts is said by a person", async (asking) => {
    const text = VENUES[name] === "sealed" ? textOf(flags["file"]) : null;
    const key = text === null ? null : watchingKey(text, name);
    if (key !== null) {
      const answer = await openDeribit(key).positions();
      if (!answer.known)
        throw new Exit(EXIT.failed, `${name} did not tell what it holds (${answer.cause}); nothing was stored`);
      asking.tell(`${name} knows it, and holds ${answer.value.length} positions`);
    }
    const passphrase = await knownPassphrase(home, asking);
    if (passphrase === null) throw new Exit(EXIT.refused, "that account has no passphrase yet; store its key first");
    mkdirSync(folderOf(home), { recursive: true, mode: 0o700 });
    writePrivate(fileOf(home, name), key === null ? "" : await sealKey(key, passphrase));
  });
  say(`from its next start on the gate counts what is held at ${name}; entries are denied while it is not known`);
  return EXIT.done;
}

/** `trade keys unwatch VENUE`. */
export async function unwatch({ home, words, say }: CommandContext): Promise<ExitCode> {
  const name = named(words);
  if (!existsSync(fileOf(home, name))) throw new Exit(EXIT.refused, `what ${name} holds does not count already`);
  if (!(await confirmInPerson(`count what is held at ${name} no more? The risk limits will not see it.`)))
    return EXIT.refused;
  rmSync(fileOf(home, name));
  if (readdirSync(folderOf(home)).length === 0) rmSync(folderOf(home), { recursive: true });
  say("from its next start on the gate counts it no more");
  return EXIT.done;
}

/** @throws InputError on a venue that cannot count. */
function named([, name = ""]: readonly string[]): string {
  if (Object.hasOwn(VENUES, name)) return name;
  throw inputError(
    "trade keys",
    `"${name}" is no venue whose positions can count`,
    `use ${Object.keys(VENUES).join(", ")}`,
  );
}

/** @throws Exit 5 when it is no key of that venue's. */
function watchingKey(text: string, name: string): NamedVenueKey {
  const key = parseKey(text, "the key");
  if ("venue" in key && key.venue === name) return key;
  throw new Exit(EXIT.unsafe, `this is no key of ${name}'s; write {"venue": "${name}", "apiKey": "…", "secret": "…"}`);
}

function textOf(file: unknown): string {
  if (typeof file !== "string")
    throw inputError("trade keys watch", "no key is given", "add --file FILE (docs/venues.md)");
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw inputError(file, error instanceof Error ? error.message : String(error), "give the JSON file of the key");
  }
}
