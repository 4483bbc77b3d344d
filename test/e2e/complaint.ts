import type { ExecutionContext } from "ava";
import type { Ran } from "./trade.ts";

/** A command that said no as it should: that exit code, nothing on stdout, and on stderr one line of ours that fits. */
export function complains(t: ExecutionContext, { code, stdout, stderr }: Ran, expected: number, line: RegExp): void {
  t.regex(stderr, line);
  t.is(code, expected, stderr);
  t.is(stdout, "");
  t.regex(stderr, /^trade: [^\n]+\n$/, "exactly one line");
  t.notRegex(stderr, /\bundefined\b|\[object|Invalid option|Invalid input/);
}
