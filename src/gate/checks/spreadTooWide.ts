import { add, divide, fromNumber, isMore, subtract } from "../../store/money.ts";
import { freshBook, paperCostsOf } from "./book.ts";
import { atMost, type Check, ENTRY, holds, inBps, missing } from "./check.ts";

/** Bid and ask lie close together. Where the venue shows none, a paper account fills at a spread of its own. */
export const spreadTooWide: Check = {
  code: "SPREAD_TOO_WIDE",
  binds: ENTRY,
  judge: (subject, state, context) => {
    const { safety } = context;
    const source = safety.source("orders.maxSpreadBps");
    const limit = fromNumber(safety.limits.orders.maxSpreadBps);
    const book = freshBook(subject, context);
    const [bid, ask] = [book?.bids[0]?.[0], book?.asks[0]?.[0]];
    if (bid !== undefined && ask !== undefined) {
      const crossed = isMore(bid, ask);
      if (crossed) return holds(false, `bid ${bid} above ask ${ask}`, "a book that is not crossed", source);
      return atMost(inBps(subtract(ask, bid), divide(add(bid, ask), "2")), limit, "bps", source);
    }
    const costs = paperCostsOf(state);
    if (costs === null) return missing("book", source);
    return atMost(fromNumber(costs.spreadBps), limit, "bps, as paper fills", source);
  },
};
