import { join } from "node:path";
import test from "ava";
import { accountMarkets } from "../../../bin/counterfactuals/accountMarkets.ts";
import { appendArchive, archiveFolder } from "../../../src/store/archive/archive.ts";
import { tempDir } from "../../store/temp.ts";
import { EPOCH, SIM } from "../../agent/runtime/stage.ts";

test("an account's candles are its own exchange's, and not those of another that has the same symbol", (t) => {
  const archive = join(tempDir(t), "archive");
  const put = (venue: string, close: number): void =>
    appendArchive(archiveFolder(archive, { venue, symbol: "BTC/USD", timeframe: "5m" }), [
      { ts: EPOCH, open: close, high: close, low: close, close, volume: 1 },
    ]);
  const closesOf = (market: Parameters<typeof accountMarkets>[0]["market"]) =>
    accountMarkets({ ...SIM, market }, EPOCH, { archive })?.map(({ columns }) => [...columns.close]);
  put("coinbase", 100);
  t.is(closesOf({ kind: "ccxt", exchange: "kraken" }), undefined, "they are not all here");
  put("kraken", 200);
  t.deepEqual(closesOf({ kind: "ccxt", exchange: "kraken" }), [[200]]);
  t.deepEqual(closesOf({ kind: "coinbase" }), [[100]]);
});
