import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { isCcxtId } from "../src/gate/venue/ccxt/load.ts";
import { GRANULARITIES } from "../src/gate/venue/coinbase/timeframes.ts";
import { inputError } from "../src/store/input.ts";
import { readCandleColumns } from "../src/store/market/csv.ts";
import { inferTimeframeMs, timeframeOf } from "../src/store/market/timeframe.ts";
import type { Timeframe } from "../src/store/time.ts";
import type { AccountBinding, MarketBinding } from "../src/store/words/account.ts";
import { type MarketFlags, symbolsOf } from "./flags.ts";

/** The synthetic market begins here, whoever starts it and whenever: the same seed is the same market. */
const SIM_EPOCH = Date.UTC(2026, 0, 1);
const SIM_HISTORY_BARS = 500;
const SIM_SEED = "trade";
const SIM_SYMBOLS = ["BTC/USD", "ETH/USD"];
const COINBASE_SYMBOLS = ["BTC/USD"];

/** What a new account will be bound to. `auto` has been settled before. @throws InputError on flags or files that do not fit. */
export function bindingOf(flags: MarketFlags): AccountBinding {
  const isLive = flags.mode === "live";
  const markets = flags.market ?? [isLive ? "coinbase" : "sim"];
  const first = isLive && markets[0] === "auto" ? "coinbase" : (markets[0] ?? "sim");
  if (first.startsWith("replay:")) return replayBinding(markets, flags);
  if (markets.length > 1) throw inputError("--market", "several were given", "only replay:SYMBOL=FILE may be repeated");
  if (first === "coinbase") return coinbaseBinding(flags);
  if (first !== "sim") return ccxtBinding(first, flags);
  if (isLive) throw inputError("--mode live", "made up prices cannot be traded", "drop --market, or use --mode paper");
  const seed = flags.seed ?? SIM_SEED;
  return withMarket({ kind: "sim", seed, epoch: SIM_EPOCH, historyBars: SIM_HISTORY_BARS }, flags, SIM_SYMBOLS, "5m");
}

function coinbaseBinding(flags: MarketFlags): AccountBinding {
  const { timeframe } = flags;
  if (timeframe !== undefined && GRANULARITIES[timeframe] === undefined) {
    const known = Object.keys(GRANULARITIES).join(", ");
    throw inputError("--timeframe", `Coinbase has no ${timeframe} candles`, `use one of ${known}`);
  }
  return withMarket({ kind: "coinbase" }, flags, COINBASE_SYMBOLS, "5m");
}

/** Another exchange, by its id in ccxt. What it can do is asked when the gate starts. */
function ccxtBinding(exchange: string, flags: MarketFlags): AccountBinding {
  if (!isCcxtId(exchange)) {
    const remedy = "use auto, sim, coinbase, replay:[SYMBOL=]FILE, or the id of an exchange of ccxt's (EXPERIMENTAL)";
    throw inputError("--market", `"${exchange}" is not known`, remedy);
  }
  return withMarket({ kind: "ccxt", exchange }, flags, COINBASE_SYMBOLS, "5m");
}

function withMarket(
  market: MarketBinding,
  flags: MarketFlags,
  defaults: readonly string[],
  timeframe: Timeframe,
): AccountBinding {
  const symbols = flags.symbols === undefined ? [...defaults] : symbolsOf(flags.symbols);
  const mode = flags.mode ?? "paper";
  return {
    mode,
    venue: mode === "paper" ? "paper" : market.kind === "ccxt" ? "ccxt" : "coinbase",
    market,
    symbols,
    timeframe: flags.timeframe ?? timeframe,
    currency: currencyOf(symbols),
  };
}

function replayBinding(markets: readonly string[], flags: MarketFlags): AccountBinding {
  if (flags.mode === "live") throw inputError("--mode live", "recorded candles cannot be traded", "drop --market");
  const named = flags.symbols === undefined ? [] : symbolsOf(flags.symbols);
  const files = markets.map((market, i) => replayFile(market, named[i]));
  const frames = files.map(({ path }) => timeframeOfFile(path));
  const timeframe = flags.timeframe ?? frames[0] ?? "5m";
  const other = frames.find((frame) => frame !== timeframe);
  if (other !== undefined) {
    throw inputError(
      "--timeframe",
      `the candles are ${other}, not ${timeframe}`,
      "replay files at their own timeframe",
    );
  }
  return withMarket(
    { kind: "replay", files },
    { ...flags, symbols: files.map(({ symbol }) => symbol).join(",") },
    [],
    timeframe,
  );
}

function replayFile(market: string, named: string | undefined): { symbol: string; path: string; sha256: string } {
  const match = /^replay:(?:([A-Z0-9_]+\/[A-Z0-9]+)=)?(.+)$/.exec(market);
  if (match?.[2] === undefined)
    throw inputError("--market", `"${market}" is not understood`, "write replay:[SYMBOL=]FILE");
  const symbol = match[1] ?? named;
  if (symbol === undefined) {
    throw inputError("--market", `${match[2]} names no symbol`, "write replay:BTC/USD=FILE, or add --symbols BTC/USD");
  }
  const path = resolve(match[2]);
  readCandleColumns(path);
  return { symbol, path, sha256: createHash("sha256").update(readFileSync(path)).digest("hex") };
}

function timeframeOfFile(path: string): Timeframe {
  const ms = inferTimeframeMs(readCandleColumns(path).ts);
  const found = ms === null ? null : timeframeOf(ms);
  if (found === null)
    throw inputError(path, "its candles have no usual length", "give at least two candles of 1m … 1d");
  return found;
}

function currencyOf(symbols: readonly string[]): string {
  const quotes = new Set(symbols.map((symbol) => symbol.split("/")[1] ?? ""));
  const [currency, ...others] = quotes;
  if (currency === undefined || others.length > 0) {
    throw inputError(
      "--symbols",
      `quoted in ${[...quotes].join(" and ")}`,
      "an account has one currency: choose one quote",
    );
  }
  return currency;
}
