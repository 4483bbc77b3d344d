import { inputError } from "../../src/store/input.ts";
import { EXIT, Exit } from "../exit.ts";
import { makeHome } from "../home.ts";
import { inPerson } from "../keys/inPerson.ts";
import { knownPassphrase, newPassphrase } from "../keys/passphrases.ts";
import { hasSealedKey, noteOf, storeKey, storePassphrase, unsealKey } from "../keys/store.ts";
import type { Command, CommandContext } from "./command.ts";
import type { Home } from "../home.ts";

/** The operator's passphrase: it arms a live gate, lets what loosens pass there, and opens the stored key. */
export const passphrase: Command = {
  usage: "passphrase set",
  about: "the operator's passphrase: arms a live gate, opens the key",
  async run({ words: [word], home, say }: CommandContext) {
    if (word !== "set") throw inputError("trade passphrase", "what?", "write `trade passphrase set`");
    makeHome(home);
    await inPerson("a passphrase is set by a person", async (asking) => {
      const old = await knownPassphrase(home, asking);
      const fresh = await newPassphrase(asking);
      if (hasSealedKey(home)) await reseal(home, old, fresh);
      storePassphrase(home, fresh);
    });
    say("set; a gate that runs keeps the one it was started with");
    return EXIT.done;
  },
};

/** @throws Exit 5 when the stored key does not open with the passphrase that was in force. */
async function reseal(home: Home, old: string | null, fresh: string): Promise<void> {
  const key = old === null ? null : await unsealKey(home, old);
  if (key === null) {
    throw new Exit(
      EXIT.unsafe,
      `${home.sealedKey}: the old passphrase does not open it; remove the key, set, add it again`,
    );
  }
  const note = noteOf(home) ?? { portfolioId: null, storedAt: new Date().toISOString() };
  await storeKey(home, key, fresh, note);
}
