import { sealPassphrase } from "../../src/gate/server/passphrase.ts";
import { EXIT, Exit } from "../exit.ts";
import { flagOf, type Home } from "../home.ts";
import { HiddenTerminal } from "../keys/hiddenTerminal.ts";
import { TRIES } from "../keys/passphrases.ts";
import { hasSealedKey, unsealKey } from "../keys/store.ts";
import { openWatched, watchedNames } from "../keys/watched.ts";
import { handedKey, type NamedVenueKey, type StoredKey } from "./key.ts";

/** A key that is open, in this process and nowhere else. */
export interface OpenKey {
  readonly key: StoredKey;
  /** Keys of venues whose positions count, by their names; they may only look. */
  readonly watched: ReadonlyMap<string, NamedVenueKey>;
  /** The passphrase that opened it, sealed: nobody who writes into a file changes who is known. Null when none did. */
  readonly seal: string | null;
}

/**
 * The key of a live gate: handed over by a supervisor, else the stored one, for whose passphrase the gate asks by itself on
 * the terminal it was started from, and then lets that go. @throws Exit 5 without a key, a terminal or the passphrase.
 */
export async function openKeyOf(home: Home, env: NodeJS.ProcessEnv): Promise<OpenKey> {
  const handed = handedKey(env);
  if (handed !== null) return { key: handed, seal: null, watched: handedWatched(home, env) };
  if (!hasSealedKey(home)) {
    const remedy = `store one with \`trade keys add${flagOf(home)}\` (docs/live.md), or use --mode paper`;
    throw new Exit(EXIT.unsafe, `live trading needs a key of the exchange, and there is none; ${remedy}`);
  }
  const terminal = HiddenTerminal.open();
  if (terminal === null) {
    const remedy = `run \`trade gate start --mode live${flagOf(home)}\` in one, or have it handed over (docs/live.md)`;
    throw new Exit(EXIT.unsafe, `the key is locked, and there is no terminal to ask for its passphrase on; ${remedy}`);
  }
  try {
    return await asked(home, terminal);
  } finally {
    terminal.letGo();
  }
}

async function asked(home: Home, terminal: HiddenTerminal): Promise<OpenKey> {
  for (let tries = 1; tries <= TRIES; tries += 1) {
    const passphrase = await terminal.ask("the gate asks for the key's passphrase (not shown): ");
    const key = await unsealKey(home, passphrase);
    if (key !== null) return { key, seal: sealPassphrase(passphrase), watched: await openWatched(home, passphrase) };
    if (tries < TRIES) terminal.tell("that does not open it");
  }
  throw new Exit(EXIT.unsafe, `${home.sealedKey}: ${TRIES} passphrases did not open it; the gate is not started`);
}

/** The same of a gate that is handed its keys: each under its venue's name. @throws Exit 5 when one is not handed over. */
function handedWatched(home: Home, env: NodeJS.ProcessEnv): ReadonlyMap<string, NamedVenueKey> {
  const keys = new Map<string, NamedVenueKey>();
  for (const name of watchedNames(home, "sealed")) {
    const key = handedKey(env, `${name}-key`);
    if (key === null || !("venue" in key) || key.venue !== name) {
      const remedy = `hand it over as the credential ${name}-key, or \`trade keys unwatch ${name}${flagOf(home)}\``;
      throw new Exit(EXIT.unsafe, `what ${name} holds is to count, and its key was not handed over; ${remedy}`);
    }
    keys.set(name, key);
  }
  return keys;
}
