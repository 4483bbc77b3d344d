import { HOUR_MS } from "../../store/time.ts";
import { atMost, type Check, ENTRY } from "./check.ts";

/** One symbol is entered so often an hour, by all rules together. */
export const symbolEntryRate: Check = {
  code: "SYMBOL_ENTRY_RATE",
  binds: ENTRY,
  judge: ({ intent }, state, { now, safety }) => {
    const recent = state.entries.filter(({ at, symbol }) => at > now - HOUR_MS && symbol === intent.symbol).length;
    const source = safety.source("orders.maxEntriesPerSymbolPerHour");
    return atMost(
      String(recent + 1),
      String(safety.limits.orders.maxEntriesPerSymbolPerHour),
      "entries an hour",
      source,
    );
  },
};
