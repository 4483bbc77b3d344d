import { spawn } from "node:child_process";
import { globSync } from "node:fs";
import { createInterface } from "node:readline";

/**
 * `npm test`: every test file, in a few runs of ava side by side. Within one run files follow each other, since most of
 * them start processes of their own; but these mostly wait, and one run alone leaves the machine half asleep.
 * Prints what failed as it comes (TAP), and "# pass N", "# fail N" at the end. Words behind `--` go to each run.
 */
const RUNS = 3;

/** What takes long is dealt out first, so that no run gets all of it. */
const HEAVY = [/\/e2e\//, /\/terminal\//, /\/simulation\//, /\/planted\//, /\/property\//, /\/fuzz\//];
const weightOf = (path: string): number => (HEAVY.some((each) => each.test(path)) ? 0 : 1);

interface Counted {
  readonly passed: number;
  readonly failed: number;
  readonly code: number;
}

/** One run of ava over its files, its failures passed on line by line. */
function run(files: readonly string[], more: readonly string[]): Promise<Counted> {
  const ava = spawn("ava", ["--tap", ...more, ...files], { stdio: ["ignore", "pipe", "inherit"] });
  let [passed, failed, isTelling, last] = [0, 0, false, "nothing"];
  createInterface({ input: ava.stdout }).on("line", (line) => {
    const end = /^# (pass|fail) (\d+)$/.exec(line);
    if (end?.[1] === "pass") passed = Number(end[2]);
    if (end?.[1] === "fail") failed = Number(end[2]);
    // What ava says of a failure follows it, up to the next test.
    if (/^(not )?ok /.test(line)) [isTelling, last] = [line.startsWith("not "), line];
    if (isTelling && !/^1\.\.|^# /.test(line)) process.stdout.write(`${line}\n`);
  });
  return new Promise((done, fail) => {
    ava.once("error", fail);
    ava.once("close", (code) => {
      // It waited for what never came: whoever looks for it begins behind the last that did.
      if (code !== 0 && failed === 0) process.stdout.write(`not ok - a run ended by itself after: ${last}\n`);
      done({ passed, failed, code: code ?? 1 });
    });
  });
}

const files = globSync("dist/test/**/*.test.js").toSorted((a, b) => weightOf(a) - weightOf(b) || (a < b ? -1 : 1));
const more = process.argv.slice(2).filter((word) => word !== "--tap");
const shares = Array.from({ length: RUNS }, (_, nth) => files.filter((_file, index) => index % RUNS === nth));
const counted = await Promise.all(shares.map((share) => run(share, more)));
const sum = (of: (each: Counted) => number): number => counted.reduce((all, each) => all + of(each), 0);
// On a line of its own, whatever a run has left on the terminal.
process.stdout.write(`\n# pass ${sum(({ passed }) => passed)}\n# fail ${sum(({ failed }) => failed)}\n`);
// A run that ended badly without a failed test timed out, or never began.
process.exitCode = counted.find(({ code }) => code !== 0)?.code ?? 0;
