import { openExchange } from "../keys/examine.ts";
import { examined, type Row } from "../doctor/table.ts";
import { EXIT, Exit } from "../exit.ts";
import { parseMarketFlags, symbolsOf } from "../flags.ts";
import { handedKey, type StoredKey } from "../gate/key.ts";
import { flagOf, type Home } from "../home.ts";
import { inPerson } from "../keys/inPerson.ts";
import { hasSealedKey, unsealKey } from "../keys/store.ts";
import type { Command } from "./command.ts";

const SIGNS = { good: "✓", weak: "!", bad: "✖" } as const;

/** Whether this machine and this account are fit, what stands between agent and key, and what to do about the rest. */
export const doctor: Command = {
  usage: "doctor [--live] [--json]",
  about: "is all well? each trouble with its remedy; --live asks the exchange (nothing is placed)",
  async run({ home, flags, say }) {
    const { symbols } = parseMarketFlags(flags);
    const names = symbols === undefined ? ["BTC/USD"] : symbolsOf(symbols);
    const key = flags["live"] === true ? (handedKey(process.env) ?? (await storedKey(home))) : null;
    const other = key !== null && "venue" in key ? key : null;
    const exchange = key === null || "venue" in key ? null : openExchange(key, names);
    const rows = await examined({ home, env: process.env, exchange, other, symbols: names });
    if (flags["json"] === true) say(JSON.stringify(rows));
    else for (const line of rows.map(lineOf)) say(line);
    return rows.some(({ state }) => state === "bad") ? EXIT.failed : EXIT.done;
  },
};

const lineOf = ({ state, name, what, remedy }: Row): string =>
  `${SIGNS[state]} ${name.padEnd(11)} ${what}${remedy === "" ? "" : `; ${remedy}`}`;

/** @throws Exit 5 without a key, 3 when that is not its passphrase. */
async function storedKey(home: Home): Promise<StoredKey> {
  if (!hasSealedKey(home)) {
    throw new Exit(EXIT.unsafe, `no key is stored; \`trade keys add${flagOf(home)}\` first, or leave --live out`);
  }
  return inPerson("the key is opened by a person", async ({ ask }) => {
    const key = await unsealKey(home, await ask("the key's passphrase (not shown): "));
    if (key === null) throw new Exit(EXIT.refused, "that does not open the key");
    return key;
  });
}
