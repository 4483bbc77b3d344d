import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { fuzzDoor } from "./doors.ts";
import { fuzzJournal } from "./journal.ts";

/** `npm run fuzz -- --frames 1000000 --files 5000 --seed S`: exit 1 when anything got through. */
const { values } = parseArgs({
  options: {
    frames: { type: "string", default: "1000000" },
    files: { type: "string", default: "5000" },
    seed: { type: "string", default: "1" },
  },
});
const mib = (): string => (process.memoryUsage().heapUsed / 2 ** 20).toFixed(0);
const say = (line: string): void => void process.stdout.write(`${line}\n`);

let broken = 0;
for (const side of ["agent", "operator"] as const) {
  const from = performance.now();
  const result = fuzzDoor(side, values.seed, Number(values.frames));
  const bad = result.approved + result.loosened.length + (result.refusals["INTERNAL"] ?? 0);
  broken += bad;
  const perSecond = Math.round((result.frames / (performance.now() - from)) * 1_000);
  say(
    `${side}: ${result.frames} frames, ${perSecond}/s, ${result.answers} answered, heap ${mib()} MiB, got through ${bad}`,
  );
  say(`  ${JSON.stringify(result.refusals)}`);
}
const folder = mkdtempSync(join(tmpdir(), "trade-fuzz-"));
const journal = fuzzJournal(folder, values.seed, Number(values.files));
rmSync(folder, { recursive: true });
broken += journal.silent;
say(`journal: ${journal.files} files, ${JSON.stringify(journal.outcomes)}, read as another one ${journal.silent}`);
process.exitCode = broken === 0 ? 0 : 1;
