import { isPositive } from "../../store/money.ts";
import { workingExits } from "../decide/protect.ts";
import { unrealizedPnl } from "../ledger/equity.ts";
import { workingEntries } from "../ledger/reserved.ts";
import { waitingOrders } from "../ledger/waiting.ts";
import type { GateState, Position } from "../mind/state.ts";
import { type Check, ENTRY, holds } from "./check.ts";
import { positionsOf } from "./subject.ts";

/**
 * A rule enters a symbol once, and must be out before it enters again; one whose document says so adds to what it holds,
 * as often as it says, and only to what stands in gain: nobody averages down here.
 */
export const alreadyInPosition: Check = {
  code: "ALREADY_IN_POSITION",
  binds: ENTRY,
  judge: ({ intent, rule }, state) => {
    const source = `rule ${intent.ruleId}`;
    const isIts = (each: { readonly ruleId: string; readonly symbol: string }): boolean =>
      each.ruleId === intent.ruleId && each.symbol === intent.symbol;
    const isEntering = workingEntries(state).some(({ spec }) => isIts(spec));
    const isWaiting = waitingOrders(state).some((order) => isIts(order.intent));
    const steps = rule?.document.scale?.steps ?? 0;
    const limit = steps === 0 ? "flat" : `flat, or fewer than ${steps + 1} and the newest in gain`;
    if (isEntering) return holds(false, "entering", limit, source);
    if (isWaiting) return holds(false, "waiting for a person", limit, source);
    const held = positionsOf(intent, state);
    const newest = held.at(-1);
    if (newest === undefined) return holds(true, "flat", limit, source);
    const leaving = held.find((each) => gainOf(each, state) === "being left");
    const gain = leaving === undefined ? `the newest ${gainOf(newest, state)}` : "one of them being left";
    const observed = steps === 0 ? "in position" : `${held.length} held, ${gain}`;
    return holds(held.length <= steps && gain === "the newest in gain", observed, limit, source);
  },
};

const gainOf = (position: Position, state: GateState): "in gain" | "not in gain" | "being left" => {
  if (position.exitWanted !== null || workingExits(state, position.positionId).length > 0) return "being left";
  return isPositive(unrealizedPnl(state, position)) ? "in gain" : "not in gain";
};
