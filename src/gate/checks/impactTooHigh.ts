import type { BookDepth } from "../../store/events/marketQuoted.ts";
import {
  add,
  absolute,
  divide,
  fromNumber,
  isLess,
  isMore,
  isPositive,
  least,
  multiply,
  subtract,
} from "../../store/money.ts";
import type { Intent } from "../../store/words/intent.ts";
import { freshBook, paperCostsOf } from "./book.ts";
import { atMost, type Check, ENTRY, holds, inBps, missing } from "./check.ts";

/** Filling the whole of it moves the price little: the book is walked until the quantity is there. */
export const impactTooHigh: Check = {
  code: "IMPACT_TOO_HIGH",
  binds: ENTRY,
  judge: (subject, state, context) => {
    const { intent } = subject;
    const { safety } = context;
    const source = safety.source("orders.maxImpactBps");
    const limit = fromNumber(safety.limits.orders.maxImpactBps);
    const book = freshBook(subject, context);
    const levels = intent.side === "buy" ? book?.asks : book?.bids;
    if (levels !== undefined) {
      const walked = walk(levels, intent);
      return walked === null
        ? holds(false, `more than ${levels.length} steps of the book hold`, `${limit} bps`, source)
        : atMost(walked, limit, "bps", source);
    }
    const costs = paperCostsOf(state);
    if (costs === null) return missing("book", source);
    return atMost(fromNumber(costs.slippageBps), limit, "bps, as paper fills", source);
  },
};

/** Average price of what would be taken against the first price, in bps; null when the book shown does not hold it. */
function walk(levels: BookDepth["asks"], { quantity, limitPrice, side }: Intent): string | null {
  const first = levels[0]?.[0];
  if (first === undefined) return null;
  let [left, paid] = [quantity, "0"];
  for (const [price, size] of levels) {
    const beyond = limitPrice !== undefined && (side === "buy" ? isMore(price, limitPrice) : isLess(price, limitPrice));
    // What would rest at its limit takes nothing more.
    if (beyond) left = "0";
    const taken = least(left, size);
    paid = add(paid, multiply(taken, absolute(subtract(price, first))));
    left = subtract(left, taken);
    if (!isPositive(left)) return inBps(divide(paid, quantity), first);
  }
  return null;
}
