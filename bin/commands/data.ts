import { setTimeout as sleep } from "node:timers/promises";
import { coinbaseCandles } from "../../src/agent/market/coinbaseCandles.ts";
import { publicCoinbase } from "../../src/agent/market/coinbasePublic.ts";
import { fetchHistory } from "../../src/agent/market/fetchHistory.ts";
import {
  appendArchive,
  type Archived,
  archivedOf,
  archiveFolder,
  listArchive,
} from "../../src/store/archive/archive.ts";
import { inputError } from "../../src/store/input.ts";
import { readCandles } from "../../src/store/market/csv.ts";
import { inferTimeframeMs, timeframeOf } from "../../src/store/market/timeframe.ts";
import { type Timeframe, timeframe as timeframeWall, timeframeMs, utcText } from "../../src/store/time.ts";
import { symbol as symbolWall } from "../../src/store/words/intent.ts";
import { coinbaseUrl } from "../standIns.ts";
import { EXIT, Exit, type ExitCode } from "../exit.ts";
import { makeHome } from "../home.ts";
import type { Command, CommandContext } from "./command.ts";

const ATTEMPTS = 4;
const PAUSE_MS = 400;
const DAY_MS = 86_400_000;
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
  usage: "data fetch SYMBOL TIMEFRAME [--from DAY --to DAY] | list | import FILE --symbols SYMBOL",
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
  const [, name, frame] = words;
  const symbol = symbolWall.safeParse(name).data;
  const timeframe = timeframeWall.safeParse(frame).data;
  if (symbol === undefined || timeframe === undefined) {
    throw inputError("trade data fetch", "which candles?", "write `trade data fetch BTC/USD 5m --from 2025-01-01`");
  }
  const barMs = timeframeMs(timeframe);
  const to = Math.floor((dayOf(flags["to"], "--to") ?? Date.now()) / barMs) * barMs;
  makeHome(home);
  const folder = archiveFolder(home.archive, symbol, timeframe);
  const known = archivedOf(folder, symbol, timeframe);
  const asked = dayOf(flags["from"], "--from") ?? to - DEFAULT_DAYS * DAY_MS;
  requireForward(known, asked);
  const from = known.to === null ? Math.ceil(asked / barMs) * barMs : known.to + barMs;
  if (from >= to) {
    say(`nothing is missing: ${lineOf(known)}`);
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
  say(lineOf(archivedOf(folder, symbol, timeframe)));
  return EXIT.done;
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
  const candles = readCandles(path);
  const timeframe = timeframeOf(inferTimeframeMs(Float64Array.from(candles, ({ ts }) => ts)) ?? 0);
  if (timeframe === null) throw inputError(path, "its candles have no usual length", "give candles of 1m to 1d");
  makeHome(home);
  const folder = archiveFolder(home.archive, symbol, timeframe);
  const { to } = archivedOf(folder, symbol, timeframe);
  const fresh = candles.filter(({ ts }) => to === null || ts > to);
  appendArchive(folder, fresh);
  say(
    `${fresh.length} candles taken over, ${candles.length - fresh.length} were there: ${lineOf(archivedOf(folder, symbol, timeframe))}`,
  );
  return EXIT.done;
}

function dayOf(flag: unknown, name: string): number | null {
  if (flag === undefined) return null;
  const at = typeof flag === "string" ? Date.parse(flag.length === 10 ? `${flag}T00:00:00Z` : flag) : Number.NaN;
  if (Number.isNaN(at)) throw inputError(name, "this is no day", "write it in UTC: 2025-01-31");
  return at;
}

const lineOf = ({ symbol, timeframe, candles, from, to, missing, folder }: Archived): string =>
  from === null || to === null
    ? `${symbol} ${timeframe}  empty  ${folder}`
    : `${symbol} ${timeframe}  ${candles} candles  ${utcText(from)} to ${utcText(to)}  ${missing} missing  ${folder}`;

/** One line that is drawn over itself; only where somebody looks. */
function progress(done: number, total: number): void {
  if (!process.stderr.isTTY) return;
  const filled = Math.round((done / Math.max(1, total)) * BAR_CHARS);
  const bar = "█".repeat(filled).padEnd(BAR_CHARS, "░");
  process.stderr.write(`\r${bar} ${done} of ${total} candles${done >= total ? "\n" : ""}`);
}
