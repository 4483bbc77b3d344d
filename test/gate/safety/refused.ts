import { readFileSync } from "node:fs";
import test from "ava";
import { parseSafety } from "../../../src/gate/safety/load.ts";
import { InputError } from "../../../src/store/input.ts";

export const SHIPPED = readFileSync("safety.yaml", "utf8");
/** The line on which that part of the shipped file stands, from 1. */
export const lineOf = (part: string): number => SHIPPED.slice(0, SHIPPED.indexOf(part)).split("\n").length;

/** What is written instead of what, and what is said about it: "what; what to do". */
export type Refused = readonly [law: string, of: string, instead: string, says: RegExp];

/** One law a row: the shipped file with that change is refused, on the line that was changed, with a remedy. */
export function refuses(rows: readonly Refused[]): void {
  for (const [law, of, instead, says] of rows) {
    test(`refused with its place and a remedy: ${law}`, (t) => {
      t.true(SHIPPED.includes(of), "the shipped file has what is changed");
      const text = SHIPPED.replace(of, () => instead);
      const error = t.throws(() => parseSafety(text, "safety.yaml"), { instanceOf: InputError });
      t.true(
        error.problems.some((problem) => says.test(problem)),
        error.problems.join("\n"),
      );
      for (const problem of error.problems) t.regex(problem, /^safety\.yaml:[1-9]\d*:[1-9]\d*: \S.+; \S.+/);
      t.is(error.exitCode, 2);
    });
  }
}
