import { existsSync } from "node:fs";
import { join } from "node:path";
import { ownWalk } from "../../src/agent/market/walk.ts";
import type { BacktestMarket } from "../../src/agent/strategy/backtest/result.ts";
import { termsOf } from "../../src/agent/strategy/backtest/terms.ts";
import { archiveFolder, readArchive } from "../../src/store/archive/archive.ts";
import type { Candle } from "../../src/store/market/candle.ts";
import { toColumns } from "../../src/store/market/columns.ts";
import { readInstruments } from "../../src/store/market/instruments.ts";
import { timeframeMs, type Timestamp } from "../../src/store/time.ts";
import { type AccountBinding, marketName } from "../../src/store/words/account.ts";
import { type Home, packageRoot } from "../home.ts";

/**
 * The account's candles up to the last one it dealt with: of sim and replay walked again, of real data from the archive.
 * Null when they are not all here. @throws InputError when a recording is gone or was changed.
 */
export function accountMarkets(
  binding: AccountBinding,
  lastCandleTs: Timestamp,
  { archive }: Pick<Home, "archive">,
): readonly BacktestMarket[] | null {
  const instruments = readInstruments(join(packageRoot, "instruments.yaml"));
  const candleMs = timeframeMs(binding.timeframe);
  const bySymbol = walked(binding, lastCandleTs);
  const venue = marketName(binding.market);
  const markets = binding.symbols.map((symbol): BacktestMarket | null => {
    const instrument = instruments.find(symbol);
    const folder = archiveFolder(archive, { venue, symbol, timeframe: binding.timeframe });
    const walkedHere = bySymbol?.get(symbol);
    if (instrument === null || (bySymbol === null && !existsSync(folder))) return null;
    const columns = bySymbol === null ? readArchive(folder) : toColumns(walkedHere ?? []);
    return { symbol, columns, terms: termsOf(instrument), candleMs };
  });
  return markets.includes(null) ? null : markets.filter((each) => each !== null);
}

function walked(binding: AccountBinding, lastCandleTs: Timestamp): ReadonlyMap<string, readonly Candle[]> | null {
  const source = ownWalk(binding, readInstruments(join(packageRoot, "instruments.yaml")));
  if (source === null) return null;
  const candles = new Map<string, Candle[]>(binding.symbols.map((symbol) => [symbol, []]));
  for (let tick = source.next(); tick !== null && tick.candleTs <= lastCandleTs; tick = source.next()) {
    for (const [symbol, candle] of tick.candles) candles.get(symbol)?.push(candle);
  }
  return candles;
}
