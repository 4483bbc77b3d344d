import { setTimeout as sleep } from "node:timers/promises";
import { coinbaseCandles } from "../../src/agent/market/coinbaseCandles.ts";
import { publicCoinbase } from "../../src/agent/market/coinbasePublic.ts";
import { fetchHistory } from "../../src/agent/market/fetchHistory.ts";
import { isCcxtId } from "../../src/gate/venue/ccxt/load.ts";
import { longestOutageMs } from "../../src/loops/evolution/stretch.ts";
import {
  appendArchive,
  type Archived,
  type ArchiveKey,
  archivedOf,
  archiveFolder,
  listArchive,
} from "../../src/store/archive/archive.ts";
import { inputError } from "../../src/store/input.ts";
import { readCandles } from "../../src/store/market/csv.ts";
import { inferTimeframeMs, timeframeOf } from "../../src/store/market/timeframe.ts";
import { DAY_MS, type Timeframe, timeframe as timeframeWall, timeframeMs, utcText } from "../../src/store/time.ts";
import { symbol as symbolWall } from "../../src/store/words/intent.ts";
import { coinbaseUrl } from "../standIns.ts";
import { EXIT, Exit, type ExitCode } from "../exit.ts";
import { makeHome } from "../home.ts";
import type { Command, CommandContext } from "./command.ts";

const ATTEMPTS = 4;
const PAUSE_MS = 400;
const COINBASE = "coinbase";
const DEFAULT_DAYS = 365;
const BAR_CHARS = 30;

const actions: Readonly<Record<string, (context: CommandContext) => Promise<ExitCode> | ExitCode>> = {
  fetch: fetchInto,
  list({ home, flags, say }) {
    const all = listArchive(home.archive);
    if (flags["json"] === true) say(JSON.stringify(all));
    else if (all.length === 0) say("the archive is empty: `trade data fetch BTC/USD 5m`, or `trade data import FILE`");
    else for (const each of all) say(lineOf(each));
    return EXIT.done;
  },
  import: importFile,
};

/** The archive of candles, that backtests read: `--candles BTC/USD=FOLDER`. */
export const data: Command = {
  usage: "data fetch SYMBOL TIMEFRAME [--from DAY --to DAY] | list | import FILE --symbols SYMBOL [--market EXCHANGE]",
  about: "the archive of candles: fetch Coinbase's, list, take over a CSV file",
  run(context) {
    const [word = "list"] = context.words;
    const action = Object.hasOwn(actions, word) ? actions[word] : undefined;
    if (action === undefined) {
      throw inputError("trade data", `"${word}" is not known`, `use ${Object.keys(actions).join(", ")}`);
    }
    return Promise.resolve(action(context));
  },
};

/** Goes on where it was left; what came is kept, page by page. */
async function fetchInto({ words, flags, home, say }: CommandContext): Promise<ExitCode> {
  const key = fetchable(words, flags);
  const { symbol, timeframe } = key;
  const barMs = timeframeMs(timeframe);
  const to = Math.floor((dayOf(flags["to"], "--to") ?? Date.now()) / barMs) * barMs;
  makeHome(home);
  const folder = archiveFolder(home.archive, key);
  const known = archivedOf(home.archive, key);
  const asked = dayOf(flags["from"], "--from") ?? to - DEFAULT_DAYS * DAY_MS;
  requireForward(known, asked);
  const from = known.to === null ? Math.ceil(asked / barMs) * barMs : known.to + barMs;
  if (from >= to) {
    say(`nothing newer is missing: ${lineOf(known)}`);
    sayGap(known, say);
    return EXIT.done;
  }
  const fetchCandles = await candlesOf(timeframe);
  try {
    await fetchHistory({
      symbol,
      timeframe,
      from,
      to,
      fetchCandles,
      attempts: ATTEMPTS,
      pause: (attempt) => sleep(PAUSE_MS * 2 ** attempt),
      onPage(candles, done, total) {
        appendArchive(folder, candles);
        progress(done, total);
      },
    });
  } catch (error) {
    const why = error instanceof Error ? error.message.split("\n")[0] : String(error);
    throw new Exit(
      EXIT.failed,
      `Coinbase stopped answering (${why}); what came is kept, the same command goes on from there`,
    );
  }
  const now = archivedOf(home.archive, key);
  say(lineOf(now));
  sayGap(now, say);
  return EXIT.done;
}

/** What was asked for. @throws InputError when it is nothing that can be fetched. */
function fetchable([, name, frame]: readonly string[], flags: CommandContext["flags"]): ArchiveKey {
  const symbol = symbolWall.safeParse(name).data;
  const timeframe = timeframeWall.safeParse(frame).data;
  if (symbol === undefined || timeframe === undefined) {
    throw inputError("trade data fetch", "which candles?", "write `trade data fetch BTC/USD 5m --from 2025-01-01`");
  }
  const venue = venueOf(flags);
  if (venue === COINBASE) return { venue, symbol, timeframe };
  throw inputError(
    "trade data fetch",
    `only Coinbase's candles can be fetched, not ${venue}'s`,
    "import a file of them",
  );
}

/** A gap within is not filled by going on from the newest. */
function sayGap({ longestGap, timeframe, folder }: Archived, say: CommandContext["say"]): void {
  if (longestGap === null || longestGap.to - longestGap.from <= longestOutageMs(timeframeMs(timeframe))) return;
  say(`evolution looks at what lies behind its last long gap alone; remove ${folder} and fetch again to fill it`);
}

/** History grows forward: what lies before its first candle would have to be in front of it. */
function requireForward({ from, folder }: Archived, asked: number): void {
  if (from === null || asked >= from) return;
  throw inputError("--from", `the archive begins at ${utcText(from)}`, `remove ${folder} to fetch it from earlier on`);
}

async function candlesOf(timeframe: Timeframe) {
  try {
    return coinbaseCandles(timeframe, await publicCoinbase(coinbaseUrl()));
  } catch (error) {
    if (error instanceof RangeError) throw inputError("trade data fetch", error.message, "choose one of those");
    throw error;
  }
}

function importFile({ words, flags, home, say }: CommandContext): ExitCode {
  const [, path] = words;
  const symbol = symbolWall.safeParse(flags["symbols"]).data;
  if (path === undefined || symbol === undefined) {
    throw inputError(
      "trade data import",
      "which file, of which symbol?",
      "write `trade data import FILE --symbols BTC/USD`",
    );
  }
  const venue = venueOf(flags);
  const candles = readCandles(path);
  const timeframe = timeframeOf(inferTimeframeMs(Float64Array.from(candles, ({ ts }) => ts)) ?? 0);
  if (timeframe === null) throw inputError(path, "its candles have no usual length", "give candles of 1m to 1d");
  makeHome(home);
  const key: ArchiveKey = { venue, symbol, timeframe };
  const folder = archiveFolder(home.archive, key);
  const { to } = archivedOf(home.archive, key);
  const fresh = candles.filter(({ ts }) => to === null || ts > to);
  appendArchive(folder, fresh);
  say(
    `${fresh.length} candles taken over, ${candles.length - fresh.length} were there: ${lineOf(archivedOf(home.archive, key))}`,
  );
  return EXIT.done;
}

function dayOf(flag: unknown, name: string): number | null {
  if (flag === undefined) return null;
  const at = typeof flag === "string" ? Date.parse(flag.length === 10 ? `${flag}T00:00:00Z` : flag) : Number.NaN;
  if (Number.isNaN(at)) throw inputError(name, "this is no day", "write it in UTC: 2025-01-31");
  return at;
}

/** Whose candles: Coinbase's, or those of the exchange that --market names by its id in ccxt. */
function venueOf(flags: CommandContext["flags"]): string {
  const given = flags["market"];
  const [venue = COINBASE, ...more] = Array.isArray(given) ? given : [];
  if (more.length === 0 && (venue === COINBASE || isCcxtId(venue))) return venue;
  throw inputError("--market", `"${[venue, ...more].join(" ")}" is no exchange`, "write coinbase, or an id of ccxt's");
}

/** "BTC/USD 5m", or "BTC/USD 5m of kraken". */
const nameOf = ({ venue, symbol, timeframe }: ArchiveKey): string =>
  `${symbol} ${timeframe}${venue === COINBASE ? "" : ` of ${venue}`}`;

function lineOf(archived: Archived): string {
  const { candles, from, to, missing, longestGap, folder } = archived;
  if (from === null || to === null) return `${nameOf(archived)}  empty  ${folder}`;
  const longest = longestGap && `, the longest gap ${utcText(longestGap.from)} to ${utcText(longestGap.to)}`;
  return `${nameOf(archived)}  ${candles} candles  ${utcText(from)} to ${utcText(to)}  ${missing} missing${longest ?? ""}  ${folder}`;
}

/** One line that is drawn over itself; only where somebody looks. */
function progress(done: number, total: number): void {
  if (!process.stderr.isTTY) return;
  const filled = Math.round((done / Math.max(1, total)) * BAR_CHARS);
  const bar = "█".repeat(filled).padEnd(BAR_CHARS, "░");
  process.stderr.write(`\r${bar} ${done} of ${total} candles${done >= total ? "\n" : ""}`);
}
