import { execFileSync } from "node:child_process";
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { line, percentile, timed } from "./measure.ts";

/** Two durable commits a candle, one in each process: nothing that keeps its word is faster than this. */
const COMMITS_PER_CANDLE = 2;

/** A whole run through both real processes at full speed, beside the disk's own limit for its commits. */
export async function benchHeadless(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "trade-bench-"));
  const candles = resolve("test/fixtures/BTCUSD-5m.csv");
  const argv = ["bin/trade", "--home", folder, "--headless", "--json", "--speed", "max", "--until", "end"];
  const out = execFileSync(process.execPath, [...argv, "--market", `replay:BTC/USD=${candles}`], { encoding: "utf8" });
  const summary = JSON.parse(out.trim().split("\n").at(-1) ?? "{}") as { candlesPerSecond: number; candles: number };
  const fd = openSync(join(folder, "bare"), "w");
  const bytes = Buffer.alloc(4_096, "x");
  const bare = await timed(1_000, () => {
    writeSync(fd, bytes);
    fdatasyncSync(fd);
  });
  closeSync(fd);
  rmSync(folder, { recursive: true, force: true });
  const limit = 1e6 / (COMMITS_PER_CANDLE * percentile(bare, 0.5));
  const figure = `${summary.candlesPerSecond} candles/s`;
  line(
    `headless replay, ${summary.candles} candles`,
    figure,
    `${COMMITS_PER_CANDLE} fdatasync a candle ${limit.toFixed(0)}/s`,
    summary.candlesPerSecond / limit,
  );
}
