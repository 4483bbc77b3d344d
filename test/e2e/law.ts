import test, { type ExecutionContext } from "ava";
import { NOT_FOR_COINBASE, VENUE } from "./venue.ts";

/** A test that holds on every venue but those that the table takes it from. */
export function law(title: string, body: (t: ExecutionContext) => Promise<void>): void {
  const isOut = VENUE === "coinbase" && Object.hasOwn(NOT_FOR_COINBASE, title);
  const run = isOut ? test.skip : test; // house-ok: the table says why, and the run prints it
  run(title, body);
}
