import { absolute, fromNumber, least, multiply, percentOf, subtract } from "../../store/money.ts";
import { equityAt } from "../ledger/equity.ts";
import { atMost, type Check, ENTRY, missing } from "./check.ts";

/** A rule takes no more than its own size says, whatever the agent made of it. */
export const ruleSize: Check = {
  code: "RULE_SIZE_EXCEEDED",
  binds: ENTRY,
  judge: ({ intent, rule, price }, state) => {
    if (rule === undefined || price === undefined) return missing("size and price", "rulebook");
    const { size, id, version } = rule.document;
    const source = `rule ${id} v${version}`;
    // The agent sized at the price it saw; how far that may lie from the gate's own is PRICE_GAP's to say.
    const seen = least(price, intent.reference.price);
    const notional = multiply(intent.quantity, seen);
    const currency = state.binding?.currency ?? "";
    if ("fixed" in size) return atMost(intent.quantity, fromNumber(size.fixed), "base currency", source);
    if ("notional" in size) return atMost(notional, fromNumber(size.notional), currency, source);
    if ("allIn" in size) return atMost(notional, state.cash, currency, source);
    const equity = equityAt(state);
    if ("equityPct" in size) return atMost(notional, percentOf(equity, size.equityPct), currency, source);
    if ("volatilityPct" in size) return atMost(notional, equity, currency, source);
    if (intent.stopPrice === undefined) return missing("stop", source);
    const distances = [price, intent.reference.price].map((each) => absolute(subtract(each, intent.stopPrice ?? each)));
    const risk = multiply(intent.quantity, distances.reduce(least));
    return atMost(risk, percentOf(equity, size.riskPct), currency, source);
  },
};
