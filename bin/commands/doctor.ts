import { inputError } from "../../src/store/input.ts";
import { askUserChannel, openExchange } from "../keys/examine.ts";
import { NOTHING_ASKED, type Patient } from "../doctor/examination.ts";
import { examined, type Row } from "../doctor/table.ts";
import { walkOneOrder } from "../doctor/walk.ts";
import { EXIT, Exit } from "../exit.ts";
import { parseMarketFlags, symbolsOf } from "../flags.ts";
import { handedKey, type NamedVenueKey, type StoredKey } from "../gate/key.ts";
import { flagOf, type Home } from "../home.ts";
import { inPerson } from "../keys/inPerson.ts";
import { hasSealedKey, unsealKey } from "../keys/store.ts";
import { makeUnreadable } from "../walls/unreadable.ts";
import type { Command, CommandContext } from "./command.ts";

const SIGNS = { good: "✓", weak: "!", bad: "✖" } as const;

/** Whether this machine and this account are fit, what stands between agent and key, and what to do about the rest. */
export const doctor: Command = {
  usage: "doctor [--live [--one-order]] [--json]",
  about: "is all well? each trouble with its remedy; --live asks the exchange, by previews, or with one order",
  async run({ home, flags, say }) {
    const { symbols } = parseMarketFlags(flags);
    const names = symbols === undefined ? ["BTC/USD"] : symbolsOf(symbols);
    const places = flags["oneOrder"] === true;
    if (places) requirePerson(flags);
    const asks = flags["live"] === true ? await venueOf(home, names) : NOTHING_ASKED;
    if (places && asks.other !== null) throw notCoinbase(asks.other);
    const rows = await examined({ home, env: process.env, ...asks, symbols: names });
    if (flags["json"] === true) say(JSON.stringify(rows));
    else for (const line of rows.map(lineOf)) say(line);
    if (rows.some(({ state }) => state === "bad")) {
      if (places) throw new Exit(EXIT.failed, "no order was placed: mend what is marked ✖ first");
      return EXIT.failed;
    }
    if (!places || asks.exchange === null) return EXIT.done;
    return walkOneOrder(home, asks.exchange, names[0] ?? "", (found) => say(lineOf({ name: "one order", ...found })));
  },
};

/** @throws InputError without --live, Exit 2 without a terminal: before anything is asked. */
function requirePerson(flags: CommandContext["flags"]): void {
  if (flags["live"] !== true) throw inputError("--one-order", "it is placed at Coinbase", "write --live --one-order");
  if (flags["json"] === true) throw inputError("--one-order", "a person reads what comes of it", "leave out --json");
  if (!process.stdin.isTTY || !process.stdout.isTTY)
    throw new Exit(EXIT.usage, "only a person places an order; run it in a terminal (--yes does not count)");
}

const notCoinbase = ({ venue }: NamedVenueKey): Exit =>
  new Exit(
    EXIT.usage,
    `--one-order is Coinbase's alone, and the key here is one of ${venue}: nothing was placed; leave --one-order out`,
  );

const lineOf = ({ state, name, what, remedy }: Row): string =>
  `${SIGNS[state]} ${name.padEnd(11)} ${what}${remedy === "" ? "" : `; ${remedy}`}`;

/** What may be asked of the exchange with the key, which goes no further. */
async function venueOf(home: Home, symbols: readonly string[]): Promise<Omit<Patient, "home" | "env" | "symbols">> {
  // Whoever has the key in memory is not looked into, however the key came.
  await makeUnreadable();
  const key = handedKey(process.env) ?? (await storedKey(home));
  if ("venue" in key) return { ...NOTHING_ASKED, other: key };
  return { ...NOTHING_ASKED, exchange: openExchange(key, symbols), userChannel: () => askUserChannel(key, symbols) };
}

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
