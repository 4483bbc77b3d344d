import { absolute, fromNumber, least, type Money, multiply, percentOf, subtract } from "../../store/money.ts";
import { equityAt } from "../ledger/equity.ts";
import type { GateState } from "../mind/state.ts";
import { positionsOf } from "./subject.ts";
import { atMost, type Finding, missing, type Subject } from "./check.ts";

/**
 * Whether an entry takes no more than `pct` percent of what its rule's own `size` says; of an addition, of the share that
 * its `scale` says.
 */
export function withinOwnSize({ intent, rule, price }: Subject, state: GateState, pct: number): Finding {
  if (rule === undefined || price === undefined) return missing("size and price", "rulebook");
  const { size, scale, id, version } = rule.document;
  const added = positionsOf(intent, state).length > 0 ? (scale?.pct ?? 100) : 100;
  const named = `${added === 100 ? "" : `${added} %, an addition, of `}rule ${id} v${version}`;
  const source = pct === 100 ? named : `${pct} % of ${named}, on probation`;
  const within = (observed: Money, whole: Money, unit: string) =>
    atMost(observed, percentOf(percentOf(whole, added), pct), unit, source);
  // The agent sized at the price it saw; how far that may lie from the gate's own is PRICE_GAP's to say.
  const notional = multiply(intent.quantity, least(price, intent.reference.price));
  const currency = state.binding?.currency ?? "";
  if ("fixed" in size) return within(intent.quantity, fromNumber(size.fixed), "base currency");
  if ("notional" in size) return within(notional, fromNumber(size.notional), currency);
  if ("allIn" in size) return within(notional, state.cash, currency);
  const equity = equityAt(state);
  if ("equityPct" in size) return within(notional, percentOf(equity, size.equityPct), currency);
  if ("volatilityPct" in size) return within(notional, equity, currency);
  const { stopPrice } = intent;
  if (stopPrice === undefined) return missing("stop", source);
  const distances = [price, intent.reference.price].map((each) => absolute(subtract(each, stopPrice)));
  return within(multiply(intent.quantity, distances.reduce(least)), percentOf(equity, size.riskPct), currency);
}
