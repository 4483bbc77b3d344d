import { type Check, ENTRY, holds } from "./check.ts";

/** The operator's list of symbols: deny wins over allow. */
export const symbolNotAllowed: Check = {
  code: "SYMBOL_NOT_ALLOWED",
  binds: ENTRY,
  judge: ({ intent }, state, { safety }) => {
    const { allow, deny } = safety.limits.symbols;
    const bound = state.binding?.symbols.includes(intent.symbol) ?? false;
    const allowed = bound && (allow === "any" || allow.includes(intent.symbol)) && !deny.includes(intent.symbol);
    const limit = allow === "any" ? (state.binding?.symbols.join(" ") ?? "none") : allow.join(" ");
    return holds(allowed, intent.symbol, limit, safety.source("symbols.allow"));
  },
};
