import type { GateDraft, GateEventData, GateEventType } from "../../store/events/gate.ts";
import { foldAccount } from "./foldAccount.ts";
import { foldArming } from "./foldArming.ts";
import { foldExternal } from "./foldExternal.ts";
import { foldHold } from "./foldHold.ts";
import { foldIntent } from "./foldIntent.ts";
import { foldMarket } from "./foldMarket.ts";
import { foldOrder } from "./foldOrder.ts";
import { foldPosition } from "./foldPosition.ts";
import { foldRulebook } from "./foldRulebook.ts";
import { foldSeen } from "./foldSeen.ts";
import type { GateState } from "./state.ts";

/** How one event changes the state; the fold of a type is a pure function of state, data and the event's time. */
export type Fold<Type extends GateEventType> = (
  state: GateState,
  data: GateEventData<Type>,
  event: GateDraft,
) => GateState;
/** The folds of one theme, a row an event. */
export type Folds<Type extends GateEventType> = { readonly [T in Type]: Fold<T> };

const same = (state: GateState): GateState => state;

const folds: Folds<GateEventType> = {
  ...foldAccount,
  ...foldExternal,
  ...foldSeen,
  ...foldMarket,
  ...foldIntent,
  ...foldOrder,
  ...foldPosition,
  ...foldHold,
  ...foldArming,
  ...foldRulebook,
  "gate.stopped": same,
  "safety.refused": same,
  "gate.recovered": same,
  "rate.limited": same,
  "agent.attached": (state) => ({ ...state, agentAttached: true }),
  "agent.detached": (state) => ({ ...state, agentAttached: false }),
  "dead_man.warned": same,
};

/** The mind: state after the event. Pure and total, so that a gate that replays its journal is the gate that never died. */
export function evolve(state: GateState, event: GateDraft): GateState {
  const fold = folds[event.type] as Fold<GateEventType>;
  return fold(state, event.data, event);
}
