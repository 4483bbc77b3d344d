import { existsSync, readFileSync } from "node:fs";
import { knowsPassphrase } from "../../src/gate/server/passphrase.ts";
import { EXIT, Exit } from "../exit.ts";
import type { Home } from "../home.ts";

/** Whoever asks a person what must not be seen. */
export interface Asking {
  readonly ask: (question: string) => Promise<string>;
  readonly tell: (line: string) => void;
}

export const TRIES = 3;
/** Four words, or ten letters that are none: what guards money is guessed by machines. */
const SHORTEST = 10;

/** The one that is in force already, in `TRIES` tries; null where none was ever set. @throws Exit 3 when it is not known. */
export async function knownPassphrase(
  { passphrase }: Pick<Home, "passphrase">,
  asking: Asking,
): Promise<string | null> {
  if (!existsSync(passphrase)) return null;
  const seal = readFileSync(passphrase, "utf8");
  for (let tries = 1; tries <= TRIES; tries += 1) {
    const answer = await asking.ask("operator's passphrase (not shown): ");
    if (knowsPassphrase(seal, answer)) return answer;
    if (tries < TRIES) asking.tell("that is not it");
  }
  throw new Exit(EXIT.refused, "that is not the operator's passphrase; nothing was changed");
}

/** A new one, said twice. @throws Exit 3 when it is not once well said within `TRIES`. */
export async function newPassphrase(asking: Asking): Promise<string> {
  for (let tries = 1; tries <= TRIES; tries += 1) {
    const first = await asking.ask(`a new passphrase, ${SHORTEST} letters or more (not shown): `);
    if (first.length < SHORTEST) asking.tell(`that has only ${first.length}`);
    else if ((await asking.ask("the same again: ")) === first) return first;
    else asking.tell("those two differ");
  }
  throw new Exit(EXIT.refused, "no passphrase was set; nothing was changed");
}
