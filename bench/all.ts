import { benchHeadless } from "./headless.ts";
import { benchJournal } from "./journal.ts";
import { benchPaint } from "./paint.ts";
import { benchVerdict } from "./verdict.ts";

/** Every figure beside the limit or peer it has to be held against, measured in the same run. */
process.stdout.write(`trade bench on Node ${process.versions.node}\n`);
await benchJournal();
await benchVerdict();
await benchHeadless();
await benchPaint();
