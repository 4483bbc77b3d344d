import type { BookDepth } from "../../store/events/marketQuoted.ts";
import type { Context } from "../decide/story.ts";
import { isRealMarket } from "../../store/words/account.ts";
import type { GateState } from "../mind/state.ts";
import type { Subject } from "./check.ts";

/** The venue's book, while it is as young as a quote must be. */
export function freshBook({ mark }: Subject, { now, safety }: Context): BookDepth | undefined {
  const { maxQuoteAgeMs } = safety.limits.staleness;
  return mark?.book !== undefined && now - mark.book.at <= maxQuoteAgeMs ? mark.book : undefined;
}

/** A paper account on candles alone fills at a spread and slippage of its own; null where a book has to be there. */
export const paperCostsOf = ({ binding, costs }: GateState): GateState["costs"] =>
  binding?.mode === "paper" && !isRealMarket(binding.market) ? costs : null;
