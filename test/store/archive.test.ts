import { appendFileSync, mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { takeLock } from "../../src/store/lock.ts";
import {
  appendArchive,
  archivedOf,
  archiveEnd,
  archiveFolder,
  listArchive,
  readArchive,
} from "../../src/store/archive/archive.ts";
import { candleAt } from "../../src/store/market/columns.ts";
import { tempDir } from "./temp.ts";

const MINUTE = 60_000;
const BTC = { venue: "coinbase", symbol: "BTC/USD", timeframe: "1m" } as const;
const candle = (n: number) => ({ ts: n * MINUTE, open: n + 1, high: n + 2, low: n + 0.5, close: n + 1.5, volume: n });

test("what was archived comes back as columns, to the last bit, however it was added", (t) => {
  const folder = archiveFolder(tempDir(t), BTC);
  appendArchive(folder, [candle(1), candle(2)]);
  appendArchive(folder, []);
  appendArchive(folder, [candle(3)]);
  const columns = readArchive(folder);
  t.deepEqual(
    [0, 1, 2].map((i) => candleAt(columns, i)),
    [candle(1), candle(2), candle(3)],
  );
  t.is(statSync(join(folder, "ts.f64")).mode & 0o777, 0o600);
});

test("a candle that a crash left in some columns only is not there, and is written over", (t) => {
  const folder = archiveFolder(tempDir(t), BTC);
  appendArchive(folder, [candle(1)]);
  for (const name of ["volume", "close", "low"]) appendFileSync(join(folder, `${name}.f64`), Buffer.alloc(11, 7));
  t.is(readArchive(folder).length, 1);
  appendArchive(folder, [candle(2)]);
  t.deepEqual(candleAt(readArchive(folder), 1), candle(2));
});

test("time goes forward only, and holes are counted", (t) => {
  const root = tempDir(t);
  const folder = archiveFolder(root, BTC);
  appendArchive(folder, [candle(1), candle(4)]);
  t.throws(() => appendArchive(folder, [candle(4)]), { message: /is not newer/ });
  t.throws(() => appendArchive(folder, [candle(6), candle(5)]), { message: /is not newer/ });
  t.like(archivedOf(root, BTC), {
    candles: 2,
    from: MINUTE,
    to: 4 * MINUTE,
    missing: 2,
    longestGap: { from: 2 * MINUTE, to: 4 * MINUTE },
  });
  t.deepEqual(
    listArchive(root).map(({ symbol, timeframe }) => [symbol, timeframe]),
    [["BTC/USD", "1m"]],
  );
  t.deepEqual(listArchive(join(root, "nothing")), []);
});

test("candles of two exchanges never share a folder; Coinbase's stay where they always were", (t) => {
  const root = tempDir(t);
  const kraken = { ...BTC, venue: "kraken" };
  t.is(archiveFolder(root, BTC), join(root, "BTC-USD-1m"));
  t.is(archiveFolder(root, kraken), join(root, "kraken", "BTC-USD-1m"));
  appendArchive(archiveFolder(root, kraken), [candle(1), candle(2)]);
  appendArchive(archiveFolder(root, BTC), [candle(1)]);
  mkdirSync(join(root, "okx"));
  t.deepEqual(
    listArchive(root).map(({ venue, symbol, candles }) => [venue, symbol, candles]),
    [
      ["coinbase", "BTC/USD", 1],
      ["kraken", "BTC/USD", 2],
    ],
  );
  for (const venue of ["..", "Kraken", "a/b", ""]) {
    t.throws(() => archiveFolder(root, { ...BTC, venue }), { message: /is no exchange's id/ });
  }
});

test("a folder that is no archive is refused in one line", (t) => {
  t.throws(() => readArchive(tempDir(t)), { message: /no folder of archived candles; see `trade data list`/ });
});

test("two never write at once: who comes while another writes is told so, and nothing of his is there", (t) => {
  const folder = archiveFolder(tempDir(t), BTC);
  t.is(archiveEnd(folder), null);
  appendArchive(folder, [candle(1)]);
  const lock = takeLock(join(folder, "lock.db"));
  t.throws(() => appendArchive(folder, [candle(2)]), { message: /another process writes there; try again/ });
  lock?.release();
  t.is(archiveEnd(folder), MINUTE);
  appendArchive(folder, [candle(2)]);
  t.is(archiveEnd(folder), 2 * MINUTE);
});
