import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import test from "ava";
import { homeFor, summaryOf, trade } from "./trade.ts";

const RECORDED = resolve("../shared/data/candles/freqtrade-UNITTEST_BTC-1m.csv");
const SLICE = 600;

test("a slice of a recorded market, with its gaps and tiny prices, gives the same journals twice", async (t) => {
  if (!existsSync(RECORDED)) {
    t.log("not run: the recorded candles are not on this machine");
    t.pass();
    return;
  }
  const home = homeFor(t);
  const path = join(home, "slice.csv");
  writeFileSync(
    path,
    `${readFileSync(RECORDED, "utf8")
      .split("\n")
      .slice(0, SLICE + 1)
      .join("\n")}\n`,
  );
  const run = async () =>
    summaryOf(await trade(home, "--headless", "--market", `replay:UNITTEST/BTC=${path}`, "--until", "end", "--json"));
  const [first, second] = [await run(), await run()];
  t.is(first.candles, SLICE);
  t.deepEqual(second.journal, first.journal);
});
