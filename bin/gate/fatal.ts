import { writeSync } from "node:fs";
import { EXIT } from "../exit.ts";

/** Control characters would make two lines of one. */
const CONTROL = /\p{Cc}+/gu;

/** One line into the gate's log. Never throws: there is nowhere left to say it. */
export function sayLine(line: string): void {
  try {
    writeSync(2, `trade: ${line.replaceAll(CONTROL, " ")}\n`);
  } catch {
    // the log is gone; what was to be done is done all the same
  }
}

/**
 * From now on whatever nobody caught, thrown or rejected, is said in one line and ends the process at once with exit 1:
 * a gate that does not understand itself must not go on, and what it knew is in its journal.
 */
export function endOnSurprise(): void {
  for (const kind of ["uncaughtException", "unhandledRejection"] as const) {
    process.on(kind, (error: unknown) => {
      sayLine(`${surpriseOf(error)}; the gate ends here, start it again with \`trade gate start\``);
      process.exit(EXIT.failed);
    });
  }
}

/** What went wrong, and where in our own code. */
export function surpriseOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const place = /\n\s+at (.+)/.exec(error.stack ?? "")?.[1];
  return `${error.name}: ${error.message}${place === undefined ? "" : ` (at ${place})`}`;
}
