import { existsSync } from "node:fs";
import { InputError } from "../src/store/input.ts";
import { JournalError } from "../src/store/journal/error.ts";
import { openJournalToRead } from "../src/store/journal/journal.ts";
import type { Settings } from "../src/store/settings/schema.ts";
import { readSettings } from "../src/store/settings/settings.ts";
import { type AccountBinding, accountBinding } from "../src/store/words/account.ts";
import { type Resolved, resolveAuto } from "./auto.ts";
import type { MarketFlags } from "./flags.ts";
import type { Home } from "./home.ts";

type Where = Pick<Home, "gateDb" | "settings">;

/**
 * What a gate is started with: the flags, where they say nothing the operator's settings, and `auto` settled. Settings
 * shape an account only when it is opened; recordings and bounded runs are the same whoever runs them, and have none.
 * @throws InputError when settings are needed and cannot be read.
 */
export async function preferred(flags: MarketFlags, home: Where): Promise<Resolved> {
  const isRecording = flags.market?.some((market) => market.startsWith("replay:")) ?? false;
  if (isRecording || flags.until !== undefined || flags.speed === "max") return resolveAuto(flags, home);
  const isNew = !existsSync(home.gateDb);
  const resolved = await resolveAuto(isNew ? { ...ofNewAccount(flags, home), ...given(flags) } : flags, home);
  const market = isNew ? resolved.flags.market?.[0] : boundTo(home.gateDb);
  if (market !== "sim" || flags.speed !== undefined) return resolved;
  const { speed } = settingsOrNone(home);
  return speed === undefined ? resolved : { ...resolved, flags: { ...resolved.flags, speed } };
}

/** Settings that are not worth failing for. */
export function settingsOrNone(home: Pick<Home, "settings">): Settings {
  try {
    return readSettings(home.settings);
  } catch (error) {
    if (error instanceof InputError) return {};
    throw error;
  }
}

function ofNewAccount({ seed, mode }: MarketFlags, home: Where): MarketFlags {
  const { symbols, timeframe, market } = readSettings(home.settings);
  const asksSim = seed !== undefined; // only the synthetic market has one
  return {
    ...(symbols === undefined ? {} : { symbols: symbols.join(",") }),
    ...(timeframe === undefined ? {} : { timeframe }),
    ...(market === undefined || asksSim || mode === "live" ? {} : { market: [market] }),
  };
}

/** What the account of that home trades with; undefined without an account, or one that can be read. */
export const modeOf = ({ gateDb }: Pick<Home, "gateDb">): AccountBinding["mode"] | undefined =>
  existsSync(gateDb) ? bindingAt(gateDb)?.mode : undefined;

/** The kind of market of the account that is there; of a journal that cannot be read the gate itself will speak. */
const boundTo = (gateDb: string): string | undefined => bindingAt(gateDb)?.market.kind;

function bindingAt(gateDb: string): AccountBinding | undefined {
  try {
    const journal = openJournalToRead(gateDb);
    const text = journal.getMeta("binding") ?? "null";
    journal.close();
    return accountBinding.safeParse(JSON.parse(text)).data;
  } catch (error) {
    if (error instanceof JournalError) return undefined;
    throw error;
  }
}

/** A flag that was not given must not hide a setting. */
const given = (flags: MarketFlags): MarketFlags =>
  Object.fromEntries(Object.entries(flags).filter(([, value]) => value !== undefined));
