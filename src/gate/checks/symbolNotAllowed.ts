import { type Check, ENTRY, holds } from "./check.ts";

/** The operator's list of symbols: deny wins over allow. */
export const symbolNotAllowed: Check = {
  code: "SYMBOL_NOT_ALLOWED",
  binds: ENTRY,
  judge: ({ intent }, state, { safety }) => {
    const { allow, deny } = safety.limits.symbols;
    const bound = state.binding?.symbols.includes(intent.symbol) ?? false;
    const allowed = bound && (allow === "any" || allow.includes(intent.symbol)) && !deny.includes(intent.symbol);
    const listed = allow === "any" ? (state.binding?.symbols ?? []) : allow;
    const limit = listed.filter((symbol) => !deny.includes(symbol)).join(" ") || "none";
    return holds(allowed, intent.symbol, limit, safety.source("symbols.allow"));
  },
};
