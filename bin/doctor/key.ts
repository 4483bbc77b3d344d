import { existsSync } from "node:fs";
import { flagOf } from "../home.ts";
import { fileTrouble, hasSealedKey, noteOf } from "../keys/store.ts";
import { bad, type Examination, good, weak } from "./examination.ts";

/** How the key is kept, and with `--live` what it may do. */
export const key: Examination = {
  name: "key",
  async examine({ home, env, exchange }) {
    const handed = (env["CREDENTIALS_DIRECTORY"] ?? "") !== "";
    const troubles = [home.sealedKey, home.passphrase]
      .filter((path) => existsSync(path))
      .flatMap((path) => fileTrouble(path) ?? []);
    if (troubles.length > 0) return troubles.map((what) => bad(what, "see docs/live.md"));
    if (!hasSealedKey(home) && !handed) {
      return [weak("no key is stored: paper only", `for live: \`trade keys add${flagOf(home)}\``)];
    }
    const kept = good(handed ? "a key is handed over by systemd" : `a key is stored, encrypted, ${portfolioOf(home)}`);
    if (exchange === null) return [kept];
    const answer = await exchange.keyPermissions();
    if (!answer.known) return [kept, bad(`Coinbase does not tell what the key may do (${answer.cause})`, "try again")];
    const { refusal } = answer.value;
    return [
      kept,
      refusal === null ? good("it can view and trade, it cannot transfer") : bad(refusal, "make another key"),
    ];
  },
};

const portfolioOf = (home: Parameters<typeof noteOf>[0]): string =>
  `portfolio ${noteOf(home)?.portfolioId ?? "not told"}`;
