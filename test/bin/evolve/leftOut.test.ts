import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import test from "ava";
import { stringify } from "yaml";
import { backtestFlags } from "../../../bin/backtest/flags.ts";
import { load } from "../../../bin/backtest/load.ts";
import { requireCut } from "../../../bin/evolve/cut.ts";
import { jsonOf, linesOf } from "../../../bin/evolve/report.ts";
import { emptyLedger } from "../../../src/loops/evolution/ledger.ts";
import type { CycleResult } from "../../../src/loops/evolution/result.ts";
import type { Timeframe } from "../../../src/store/time.ts";
import { ruleWith } from "../../agent/strategy/rule.ts";
import { tempDir } from "../../store/temp.ts";

const FIVE_MINUTES = resolve("test/fixtures/BTCUSD-5m.csv");
const NOTHING: CycleResult = {
  sentence: "no proposal: too few trades",
  gates: [],
  tried: [],
  search: null,
  burntTo: null,
  best: null,
  proposal: null,
};

test("evolution by hand leaves out what is made for other candles than these, and says so; a backtest refuses the mix", (t) => {
  const folder = tempDir(t);
  const flagsFor = (...timeframes: readonly (Timeframe | "any")[]) => {
    const rules = join(folder, `${timeframes.join("-")}.yaml`);
    const documents = timeframes.map((timeframe) => ruleWith({ id: `rule-${timeframe}`, timeframe }).document);
    writeFileSync(rules, stringify(documents));
    return backtestFlags({ candles: [`BTC/USD=${FIVE_MINUTES}`], rules });
  };
  const evolving = (...timeframes: readonly (Timeframe | "any")[]) =>
    load(flagsFor(...timeframes), { mayLeaveOut: true });
  const mixed = evolving("any", "5m", "1h", "2h");
  t.deepEqual(
    mixed.rules.map(({ document: { id } }) => id),
    ["rule-any", "rule-5m"],
  );
  const looked = { ...requireCut(mixed.markets), ...mixed };
  const line = "left out, for these are 5m candles: rule-1h (1h), rule-2h (2h)";
  t.true(linesOf(NOTHING, emptyLedger, looked).includes(line));
  t.like(jsonOf(NOTHING, emptyLedger, looked), {
    leftOut: [
      { id: "rule-1h", timeframe: "1h" },
      { id: "rule-2h", timeframe: "2h" },
    ],
  });
  t.throws(() => load(flagsFor("any", "5m", "1h", "2h")), { message: /made for 5m and 1h and 2h candles/ });
  t.throws(() => evolving("1h", "2h"), { message: /made for 1h and 2h candles/ }, "nothing would be left");
  const hourly = evolving("any", "1h");
  t.deepEqual(
    [hourly.timeframe, hourly.leftOut],
    ["1h", []],
    "candles are made into those of the rules where one will do",
  );
  t.false(
    linesOf(NOTHING, emptyLedger, { ...requireCut(hourly.markets), ...hourly }).some((each) => /left out/.test(each)),
  );
});
