import { isLess, isMore, roundTo } from "../../store/money.ts";
import { MINUTE_MS } from "../../store/time.ts";
import { Refusal } from "../contract/refusal.ts";
import { requestCancel } from "./cancel.ts";
import type { Decider } from "./command.ts";
import { stopsOf } from "./protect.ts";
import type { Story } from "./story.ts";

/**
 * Moves a stop closer to the price. Whether it is closer the gate computes; a stop that would not be is left where it
 * is, without a word of blame; one between two prices of the grid moves to the one away from the mark. What rests, or may
 * rest since its answer was lost, is replaced by cancel, confirmation, new order; meanwhile the gate runs the stop.
 */
export const stopTighten: Decider<"stop.tighten"> = (story, { positionId, stopPrice, by }) => {
  const position = story.state.positions[positionId];
  if (position === undefined) throw new Refusal("UNKNOWN_ID", `no open position ${positionId}`);
  const mark = story.state.marks[position.symbol]?.price;
  const instrument = story.state.instruments[position.symbol];
  if (mark === undefined || instrument === undefined) return;
  const long = position.side === "long";
  const to = roundTo(stopPrice, instrument.priceIncrement, long ? "down" : "up");
  const closer = long ? isMore(to, position.stopPrice) : isLess(to, position.stopPrice);
  const beyond = long ? !isLess(stopPrice, mark) : !isMore(stopPrice, mark);
  if (!closer || beyond) return;
  if (by === "agent") withinRate(story);
  story.tell("stop.tightened", { positionId, from: position.stopPrice, to, by });
  for (const { spec } of stopsOf(story.state, positionId)) requestCancel(story, spec.clientOrderId, "tightened");
};

/** The agent may move so many stops a minute; the gate and the operator as many as they like. */
function withinRate({ state, context: { now, safety } }: Story): void {
  const recent = state.modifyTimes.filter((time) => time > now - MINUTE_MS).length;
  const limit = safety.limits.orders.maxModifiesPerMinute;
  if (recent < limit) return;
  const source = safety.source("orders.maxModifiesPerMinute");
  throw new Refusal("RATE_LIMITED", `${recent} stops were moved within a minute (${source}): this one stays for now`);
}
