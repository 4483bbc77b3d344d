import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { parseCandles } from "../../store/market/csv.ts";
import { inputError } from "../../store/input.ts";
import type { Instruments } from "../../store/market/instruments.ts";
import { replaySource } from "../../store/market/source/replay.ts";
import { simSource } from "../../store/market/source/sim.ts";
import type { MarketSource } from "../../store/market/source/source.ts";
import type { AccountBinding } from "../../store/words/account.ts";

/**
 * The agent's own walk of the market that the gate is bound to, from its first candle on; null for real data, which
 * cannot be walked. @throws InputError when a recorded file is gone or no longer holds what it held.
 */
export function ownWalk(binding: AccountBinding, instruments: Instruments): MarketSource | null {
  const { market, symbols, timeframe } = binding;
  switch (market.kind) {
    case "sim": {
      const { seed, epoch, historyBars } = market;
      const priceIncrement = (symbol: string) => instruments.get(symbol).priceIncrement;
      return simSource({ seed, epoch, historyBars, symbols, timeframe, priceIncrement });
    }
    case "replay":
      return replaySource(new Map(market.files.map((file) => [file.symbol, recorded(file)])));
    case "coinbase":
    case "ccxt":
      return null;
  }
}

function recorded({ path, sha256 }: { path: string; sha256: string }) {
  const remedy = "put back the file that the account was opened with";
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw inputError(path, `cannot be read (${code})`, remedy);
  }
  const found = createHash("sha256").update(bytes).digest("hex");
  if (found !== sha256) throw inputError(path, `its sha256 is ${found}, not ${sha256}`, remedy);
  return parseCandles(bytes.toString("utf8"), path);
}
