import { isLess, isMore, isMultiple, isZero, subtract } from "../../store/money.ts";
import { Refusal } from "../contract/refusal.ts";
import type { RuleDocument } from "../../store/rules/document.ts";
import { reservedNotional } from "../ledger/reserved.ts";
import { type GateState, ruleOf } from "../mind/state.ts";
import type { CommandOf, Decider } from "./command.ts";
import { protect } from "./protect.ts";
import { disagree } from "./disagree.ts";

/**
 * Money in or out of a paper account, once for each reference, however often it is told. Live, the venue tells of it: a
 * person's word would be a second truth.
 */
export const cashMove: Decider<"cash.move"> = (story, { amount, reference }) => {
  const { binding, cash } = story.state;
  if (binding?.mode !== "paper")
    throw new Refusal("NOT_ALLOWED_NOW", "only a paper account takes a person's word for it");
  const name = reference.slice(0, 200);
  if (story.state.cashReferences.includes(name)) return;
  if (isZero(amount)) throw new Refusal("NOT_ALLOWED_NOW", "nothing moves: say how much");
  const free = subtract(cash, reservedNotional(story.state));
  if (isLess(amount, "0") && isMore(subtract("0", amount), free)) {
    throw new Refusal("NOT_ALLOWED_NOW", `${free} ${binding.currency} are free: close positions or orders first`);
  }
  story.tell("cash.moved", { amount, reference: name });
};

/**
 * An execution that no order of ours accounts for: somebody traded by hand. It is held as EXTERNAL. When it sells more
 * than was EXTERNAL, it sold what a rule holds: the ledger and the venue disagree until a person looked.
 */
export const venueForeign: Decider<"venue.foreign"> = (story, { fill }) => {
  if (story.state.externalTradeIds.includes(fill.tradeId)) return;
  story.tell("external.traded", fill);
  const left = story.state.externals[fill.symbol]?.quantity ?? "0";
  if (isLess(left, "0")) disagree(story, `trade ${fill.tradeId} by hand left ${left} ${fill.symbol} that rules hold`);
};

/** @throws Refusal by name. */
const no = (message: string): never => {
  throw new Refusal("NOT_ALLOWED_NOW", message);
};

/** The rule that may take over what is bought of a symbol by hand. @throws Refusal when it may not. */
export function adopterOf(state: GateState, ruleId: string, symbol: string): RuleDocument {
  const rule = ruleOf(state, ruleId)?.document;
  if (rule === undefined) throw new Refusal("UNKNOWN_ID", `no rule ${ruleId} in the rulebook`);
  if (rule.status === "retired" || rule.side !== "long")
    no(`rule ${ruleId} cannot hold it: ${rule.status}, ${rule.side}`);
  if (Object.values(state.positions).some((each) => each.ruleId === ruleId && each.symbol === symbol)) {
    no(`rule ${ruleId} holds ${symbol} already: adopt it for another`);
  }
  return rule;
}

/** What was bought by hand becomes a rule's position, with a stop like any other, at the gate's own price. */
export const externalAdopt: Decider<"external.adopt"> = (story, command) => {
  const { symbol, ruleId, quantity, stopPrice } = command;
  const { mark, version } = adoptable(story.state, command);
  const positionId = story.context.nextId();
  story.tell("position.opened", {
    positionId,
    ruleId,
    ruleVersion: version,
    symbol,
    side: "long",
    stopPrice,
    targetPrice: null,
    plannedPrice: mark,
    openedAt: story.context.now,
  });
  story.tell("external.adopted", {
    positionId,
    symbol,
    ruleId,
    ruleVersion: version,
    quantity,
    price: mark,
    stopPrice,
  });
  protect(story, positionId);
};

function adoptable(
  state: GateState,
  { symbol, ruleId, quantity, stopPrice }: CommandOf<"external.adopt">,
): { mark: string; version: number } {
  const { externals, marks, instruments } = state;
  const held = externals[symbol]?.quantity ?? "0";
  const [mark, instrument] = [marks[symbol]?.price, instruments[symbol]];
  const rule = adopterOf(state, ruleId, symbol);
  if (mark === undefined || instrument === undefined) return no(`no price or no instrument for ${symbol}`);
  if (isMore(quantity, held)) no(`${held} ${symbol} are EXTERNAL, not ${quantity}`);
  if (!isMultiple(quantity, instrument.quantityIncrement))
    no(`${quantity} is no multiple of ${instrument.quantityIncrement}`);
  if (!isMultiple(stopPrice, instrument.priceIncrement))
    no(`${stopPrice} is no multiple of ${instrument.priceIncrement}`);
  if (!isLess(stopPrice, mark)) no(`a stop at ${stopPrice} is not below the price, ${mark}`);
  return { mark, version: rule.version };
}
