import type { Command } from "../../src/gate/decide/command.ts";
import { BTC, ETH, flatten, kill, resume } from "../gate/facts.ts";
import type { Move } from "./plan.ts";

/** The operator: one key each. */
export const operatorDeeds = {
  kill: () => [kill],
  reduce: () => [{ type: "trading.reduce", reason: "slowly" }],
  resume: () => [resume],
  flatten: () => [flatten()],
  close: ({ pick }) => [flatten(pick % 2 === 0 ? BTC : ETH)],
} as const satisfies Record<string, (move: Move) => readonly Command[]>;
