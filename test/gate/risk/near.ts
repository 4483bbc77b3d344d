import type { ExecutionContext } from "ava";

/** Holds two numbers against each other, at most `within` apart. */
export function near(t: ExecutionContext, seen: number, wanted: number, within: number, what = ""): void {
  t.true(Math.abs(seen - wanted) <= within, `${what} ${seen} is not within ${within} of ${wanted}`.trim());
}
