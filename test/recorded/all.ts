import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { isDeepStrictEqual } from "node:util";

/** The recorded files and the symbol each is of. */
const FILES = {
  "coinbase-BTCUSD-5m-2025.csv": "BTC/USD",
  "coinbase-SOLUSD-5m-2025.csv": "SOL/USD",
  "coinbase-BTCUSD-1h-2017-2019.csv": "BTC/USD",
  "freqtrade-UNITTEST_BTC-1m.csv": "UNITTEST/BTC",
  "bitfinex-BTCUSD-1m-2018JanApr.csv": "BTC/USD",
};

/** What the backtest of the same candles under the same limits says otherwise; null when it says the same. */
function differenceOf(home: string, candles: string, summary: string): string | null {
  const argv = ["bin/trade", "backtest", "--home", home, "--candles", candles, "--rules", "rules/starter.yaml"];
  const run = spawnSync(process.execPath, [...argv, "--safety", "safety.yaml", "--json"], {
    encoding: "utf8",
    maxBuffer: 64 << 20,
  });
  if (run.status !== 0) return run.stderr.trim();
  type Denied = Readonly<Record<string, number>>;
  const tested = JSON.parse(run.stdout) as { trades: unknown[]; finalEquity: number; denied: Denied };
  const replayed = JSON.parse(summary) as { trades: number; finalEquity: string; denied: Denied };
  const { trades, finalEquity, denied } = tested;
  const isSame =
    trades.length === replayed.trades &&
    Math.abs(finalEquity - Number(replayed.finalEquity)) < 1e-9 &&
    isDeepStrictEqual(denied, replayed.denied);
  return isSame ? null : `${trades.length} trades, ${finalEquity}, denied ${JSON.stringify(denied)}`;
}

/** `npm run recorded [-- FOLDER]`: the whole journey over every recorded file that is there, a summary line each. */
const folder = resolve(process.argv[2] ?? "../shared/data/candles");
let failed = 0;
if (!existsSync(folder)) {
  process.stdout.write(
    `skipped: ${folder} is not there; give the folder of recorded candles: npm run recorded -- FOLDER\n`,
  );
}
for (const [file, symbol] of Object.entries(FILES)) {
  const path = join(folder, file);
  if (!existsSync(path)) {
    if (existsSync(folder)) process.stdout.write(`${file}: skipped, it is not in ${folder}\n`);
    continue;
  }
  const home = mkdtempSync(join(tmpdir(), "trade-recorded-"));
  const argv = ["bin/trade", "--home", home, "--headless", "--json", "--speed", "max", "--until", "end"];
  const run = spawnSync(process.execPath, [...argv, "--market", `replay:${symbol}=${path}`], { encoding: "utf8" });
  const summary = run.stdout.trim().split("\n").at(-1) ?? "";
  const difference = run.status === 0 ? differenceOf(home, `${symbol}=${path}`, summary) : "not compared";
  rmSync(home, { recursive: true, force: true });
  process.stdout.write(
    `${file}: ${summary}${run.stderr}\n  backtest: ${difference ?? "the same trades, denials and equity"}\n`,
  );
  if (difference !== null) failed += 1;
}
process.exitCode = failed === 0 ? 0 : 1;
