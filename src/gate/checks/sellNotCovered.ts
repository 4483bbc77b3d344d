import { add, least, subtract } from "../../store/money.ts";
import { atMost, type Check, missing } from "./check.ts";

/** Of a symbol no more is sold than the account holds of it, less what is being sold already. What is EXTERNAL stays. */
export const sellNotCovered: Check = {
  code: "SELL_NOT_COVERED",
  binds: ["exit"],
  judge: ({ intent }, state) => {
    const { symbol, quantity } = intent;
    const held = Object.values(state.positions)
      .filter((position) => position.symbol === symbol)
      .map((position) => position.quantity);
    if (held.length === 0) return missing("position", `ledger ${symbol}`);
    const selling = Object.values(state.orders)
      .filter(({ spec }) => spec.symbol === symbol && spec.role === "exit")
      .map(({ spec, filledQuantity }) => subtract(spec.quantity, filledQuantity));
    // Sold by hand beyond what was EXTERNAL: the rules' own is not all there any more.
    const short = least(state.externals[symbol]?.quantity ?? "0", "0");
    return atMost(quantity, subtract(add(...held, short), ...selling), "held and free", `ledger ${symbol}`);
  },
};
