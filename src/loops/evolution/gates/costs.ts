import { meanOf } from "../../statistics/moments.ts";
import { type Gate, result } from "./gate.ts";

/** What fees, spread and slippage are at the most. */
export const COSTLY = 1.5;

/** It still earns when costs are half as much again. */
export const costs: Gate = {
  code: "COSTS",
  about: "mean R a trade at one and a half times the costs",
  judge({ costly }) {
    const observed = costly.length === 0 ? null : meanOf(costly.map(({ r }) => r));
    // Just above zero: nothing earned is not enough.
    return result(
      "COSTS",
      observed,
      { least: Number.MIN_VALUE },
      (seen) => `${seen.toFixed(3)} R a trade at ${COSTLY} times the costs`,
    );
  },
};
