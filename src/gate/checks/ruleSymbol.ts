import { type Check, ENTRY, holds, missing } from "./check.ts";

/** A rule trades only the symbols it names. */
export const ruleSymbol: Check = {
  code: "RULE_SYMBOL_MISMATCH",
  binds: ENTRY,
  judge: ({ intent, rule }) => {
    if (rule === undefined) return missing("symbols", "rulebook");
    const { symbols, id } = rule.document;
    const named = symbols === "any" || symbols.includes(intent.symbol);
    return holds(named, intent.symbol, symbols === "any" ? "any" : symbols.join(" "), `rule ${id}`);
  },
};
