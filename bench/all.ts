import { parseArgs } from "node:util";
import { benchBacktest } from "./backtest.ts";
import { benchFlood } from "./flood.ts";
import { benchHeadless } from "./headless.ts";
import { benchInProcess } from "./inProcess.ts";
import { benchJournal } from "./journal.ts";
import { benchPaint } from "./paint.ts";
import { benchVerdict } from "./verdict.ts";

/**
 * Every figure beside the limit or peer it has to be held against, measured in the same run. `--intents 1000000` says how
 * many intents are judged in one process before its memory is looked at again.
 */
const { intents } = parseArgs({ options: { intents: { type: "string", default: "20000" } } }).values;
process.stdout.write(`trade bench on Node ${process.versions.node}\n`);
await benchJournal();
benchInProcess(Number(intents));
await benchVerdict();
await benchBacktest();
await benchFlood();
await benchHeadless();
await benchPaint();
