import { statSync } from "node:fs";
import { join } from "node:path";
import { isFor } from "../../src/agent/strategy/backtest/backtest.ts";
import type { BacktestMarket } from "../../src/agent/strategy/backtest/result.ts";
import { termsOf } from "../../src/agent/strategy/backtest/terms.ts";
import { readArchive } from "../../src/store/archive/archive.ts";
import { inputError } from "../../src/store/input.ts";
import { readCandleColumns } from "../../src/store/market/csv.ts";
import { type Instrument, readInstruments } from "../../src/store/market/instruments.ts";
import { resample } from "../../src/store/market/resample.ts";
import { inferTimeframeMs, timeframeOf } from "../../src/store/market/timeframe.ts";
import type { RuleDocument } from "../../src/store/rules/document.ts";
import { RuleError } from "../../src/store/rules/error.ts";
import { readRulesFile } from "../../src/store/rules/read.ts";
import { type ValidRule, validateRule } from "../../src/store/rules/validate.ts";
import { type Timeframe, timeframeMs } from "../../src/store/time.ts";
import { packageRoot } from "../home.ts";
import type { BacktestFlags } from "./flags.ts";

/** What a backtest runs on. */
export interface Loaded {
  readonly rules: readonly ValidRule[];
  /** Those that are made for other candles. */
  readonly leftOut: readonly ValidRule[];
  readonly markets: readonly (BacktestMarket & { readonly instrument: Instrument; readonly candleMs: number })[];
  readonly timeframe: Timeframe;
  /** Quote currency of every market. */
  readonly currency: string;
}

/**
 * Rules and candles of the files, at the rules' timeframe. Rules of several have none in common: then those are taken that
 * run on the candles as they are, if the others may be left out. @throws InputError at the first thing that does not fit.
 */
export function load(flags: BacktestFlags, { mayLeaveOut = false } = {}): Loaded {
  const documents = readRulesFile(flags.rules).map((each) =>
    flags.size === null ? each : { ...each, size: flags.size },
  );
  const given = documents.map((document) => checked(flags.rules, document));
  const instruments = readInstruments(join(packageRoot, "instruments.yaml"));
  const read = flags.candles.map(({ symbol, path }) => ({
    symbol: symbol ?? onlySymbolOf(given, path),
    path,
    columns: isFolder(path) ? readArchive(path) : readCandleColumns(path),
  }));
  const own = Math.max(...read.map(({ columns }) => inferTimeframeMs(columns.ts) ?? 0));
  const rules = mayLeaveOut ? fitting(given, own) : given;
  const wanted = wantedOf(rules);
  const lengthMs = wanted === null ? own : timeframeMs(wanted);
  const timeframe = timeframeOf(lengthMs);
  if (timeframe === null) {
    throw inputError(
      read[0]?.path ?? "--candles",
      `candles of ${lengthMs} ms have no name here`,
      "give more than one candle, of 1m to 1d",
    );
  }
  const markets = read.map(({ symbol, path, columns }) => {
    const instrument = instruments.get(symbol);
    return { symbol, instrument, terms: termsOf(instrument), columns: at(columns, path, lengthMs), candleMs: lengthMs };
  });
  requireFit(rules, markets);
  const leftOut = given.filter((each) => !rules.includes(each));
  return { rules, leftOut, markets, timeframe, currency: currencyOf(markets) };
}

/** A folder of the archive (`trade data list`), or else a CSV file. */
const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

function checked(path: string, document: RuleDocument): ValidRule {
  try {
    return validateRule(document);
  } catch (error) {
    if (error instanceof RuleError) throw inputError(`${path}: ${document.id}`, error.message, "see docs/rules.md");
    throw error;
  }
}

function onlySymbolOf(rules: readonly ValidRule[], path: string): string {
  const named = new Set(rules.flatMap(({ document: { symbols } }) => (symbols === "any" ? [] : symbols)));
  const [only] = named;
  if (only !== undefined && named.size === 1) return only;
  const what = named.size === 0 ? "the rules name no symbol" : `the rules name ${[...named].join(", ")}`;
  throw inputError("--candles", `whose candles are these? ${what}`, `write --candles BTC/USD=${path}`);
}

/** All where they ask for one timeframe at the most, else those that run on candles of that length, if there are any. */
function fitting(rules: readonly ValidRule[], candleMs: number): readonly ValidRule[] {
  const fit = rules.filter(({ document: { timeframe } }) => timeframe === "any" || timeframeMs(timeframe) === candleMs);
  return askedOf(rules).length < 2 || fit.length === 0 ? rules : fit;
}

const askedOf = (rules: readonly ValidRule[]): readonly Timeframe[] => [
  ...new Set(rules.flatMap(({ document: { timeframe } }) => (timeframe === "any" ? [] : [timeframe]))),
];

/** The one timeframe that the rules ask for; null when all run at any. */
function wantedOf(rules: readonly ValidRule[]): Timeframe | null {
  const wanted = askedOf(rules);
  if (wanted.length > 1) {
    throw inputError("--rules", `the rules are made for ${wanted.join(" and ")} candles`, "run them one by one");
  }
  return wanted[0] ?? null;
}

function at(columns: BacktestMarket["columns"], path: string, lengthMs: number): BacktestMarket["columns"] {
  const own = inferTimeframeMs(columns.ts);
  if (own === null || own === lengthMs) return columns;
  if (lengthMs % own === 0) {
    const made = resample(columns, own, lengthMs);
    if (made.length > 0) return made;
  }
  const [have, want] = [timeframeOf(own) ?? `${own} ms`, timeframeOf(lengthMs) ?? `${lengthMs} ms`];
  throw inputError(path, `its ${have} candles make no ${want} ones`, "give finer candles, or more of them");
}

function requireFit(rules: readonly ValidRule[], markets: Loaded["markets"]): void {
  const symbols = markets.map(({ symbol }) => symbol);
  const twice = symbols.find((symbol, index) => symbols.indexOf(symbol) !== index);
  if (twice !== undefined) throw inputError("--candles", `${twice} is given twice`, "give each symbol one file");
  const idle = rules.find((rule) => !symbols.some((symbol) => isFor(rule, symbol)));
  if (idle === undefined) return;
  const { id, symbols: named } = idle.document;
  throw inputError(
    "--candles",
    `rule ${id} trades ${named === "any" ? "any symbol" : named.join(", ")}`,
    "give candles of one of them",
  );
}

function currencyOf(markets: Loaded["markets"]): string {
  const currencies = [...new Set(markets.map(({ instrument }) => instrument.quote))];
  const [currency] = currencies;
  if (currency !== undefined && currencies.length === 1) return currency;
  throw inputError("--candles", `an account has one currency, these are ${currencies.join(", ")}`, "run them apart");
}
