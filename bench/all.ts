import { parseArgs } from "node:util";
import { benchBacktest } from "./backtest.ts";
import { benchFlood } from "./flood.ts";
import { benchHeadless } from "./headless.ts";
import { benchInProcess } from "./inProcess.ts";
import { benchJournal } from "./journal.ts";
import { benchPaint } from "./paint.ts";
import { benchRecovery } from "./recovery.ts";
import { benchVerdict } from "./verdict.ts";

/**
 * Every figure beside the limit or peer it has to be held against, measured in the same run. `--intents 1000000` says how
 * many intents are judged in one process before its memory is looked at again, `--events 1000000` how long the longest
 * journal is that a gate starts on, `--only NAME` measures that alone.
 */
const { intents, events, only } = parseArgs({
  options: {
    intents: { type: "string", default: "20000" },
    events: { type: "string", default: "100000" },
    only: { type: "string" },
  },
}).values;
process.stdout.write(`trade bench on Node ${process.versions.node}\n`);
const benches: Readonly<Record<string, () => Promise<void> | void>> = {
  journal: benchJournal,
  inProcess: () => benchInProcess(Number(intents)),
  verdict: benchVerdict,
  backtest: benchBacktest,
  flood: benchFlood,
  recovery: () => benchRecovery(Number(events)),
  headless: benchHeadless,
  paint: benchPaint,
};
for (const [name, bench] of Object.entries(benches)) if (only === undefined || only === name) await bench();
