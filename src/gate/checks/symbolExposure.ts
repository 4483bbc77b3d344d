import { add, multiply, percentOf } from "../../store/money.ts";
import { equityAt } from "../ledger/equity.ts";
import { heldNotional, reservedNotional } from "../ledger/reserved.ts";
import { atMost, type Check, ENTRY, missing } from "./check.ts";

/** Held and promised value in one symbol stays within its share of equity. */
export const symbolExposure: Check = {
  code: "SYMBOL_EXPOSURE",
  binds: ENTRY,
  judge: ({ intent, price }, state, { safety }) => {
    const source = safety.source("exposure.maxSymbolPct");
    if (price === undefined) return missing("price", source);
    const { symbol, quantity } = intent;
    const after = add(heldNotional(state, symbol), reservedNotional(state, symbol), multiply(quantity, price));
    const limit = percentOf(equityAt(state), safety.limits.exposure.maxSymbolPct);
    return atMost(after, limit, state.binding?.currency ?? "", source);
  },
};
