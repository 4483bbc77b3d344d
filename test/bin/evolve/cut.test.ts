import { writeFileSync } from "node:fs";
import { join } from "node:path";
import test, { type ExecutionContext } from "ava";
import { backtestFlags } from "../../../bin/backtest/flags.ts";
import { load } from "../../../bin/backtest/load.ts";
import { marketsWithin, requireCut } from "../../../bin/evolve/cut.ts";
import { HOUR_MS } from "../../../src/store/time.ts";
import { tempDir } from "../../store/temp.ts";

const FROM = Date.UTC(2026, 0, 1);

/** Files of hourly candles, loaded as a command does. */
function loaded(
  t: ExecutionContext,
  files: Readonly<Record<string, readonly (readonly [from: number, to: number])[]>>,
) {
  const folder = tempDir(t);
  const candles = Object.entries(files).map(([symbol, spans], i) => {
    const path = join(folder, `${i}.csv`);
    const rows = spans.flatMap(([from, to]) =>
      Array.from({ length: to - from }, (_, n) => `${FROM + (from + n) * HOUR_MS},10,11,9,10,1`),
    );
    writeFileSync(path, `${["ts_ms,open,high,low,close,volume", ...rows].join("\n")}\n`);
    return `${symbol}=${path}`;
  });
  return load(backtestFlags({ candles, rules: "rules/starter.yaml" })).markets;
}

test("evolution by hand looks at the newest stretch of its files without a long gap, and at nothing before it", (t) => {
  const markets = loaded(t, {
    "BTC/USD": [
      [0, 500],
      [600, 900],
    ],
    "ETH/USD": [
      [0, 700],
      [703, 890],
    ],
  });
  const { cut, behind } = requireCut(markets);
  t.is(behind, "BTC/USD has none from 2026-01-21 20:00:00 to 2026-01-26 00:00:00");
  t.like(cut, { from: FROM + 600 * HOUR_MS, to: FROM + 890 * HOUR_MS });
  const [btc, eth] = marketsWithin(markets, cut).map(({ columns }) => columns);
  t.deepEqual([btc?.length, btc?.ts[0], btc?.ts.at(-1)], [290, cut.from, cut.to - HOUR_MS]);
  t.deepEqual([eth?.length, eth?.ts[0], eth?.ts.at(-1)], [287, cut.from, cut.to - HOUR_MS]);
});

test("files of which too little is left behind a gap are refused with where it is and what to do", (t) => {
  const markets = loaded(t, {
    "BTC/USD": [
      [0, 500],
      [600, 650],
    ],
  });
  t.throws(() => requireCut(markets), {
    message:
      /--candles: 50 of the 60 hours of candles that it takes: BTC\/USD has none from 2026-01-21 20:00:00 to 2026-01-26 00:00:00; give longer ones without a long gap \(`trade data fetch`\)/,
  });
});
