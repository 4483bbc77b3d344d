import type { z } from "zod";
import { accountOpened } from "./accountOpened.ts";
import { agentAttached } from "./agentAttached.ts";
import { agentDetached } from "./agentDetached.ts";
import { armingChanged } from "./armingChanged.ts";
import { cashMoved } from "./cashMoved.ts";
import { dayOpened } from "./dayOpened.ts";
import { deadManWarned } from "./deadManWarned.ts";
import type { Draft, Recorded } from "./envelope.ts";
import { exposureSeen } from "./exposureSeen.ts";
import { exposureWatched } from "./exposureWatched.ts";
import { externalAdopted } from "./externalAdopted.ts";
import { externalMoved } from "./externalMoved.ts";
import { externalSettled } from "./externalSettled.ts";
import { externalTraded } from "./externalTraded.ts";
import { flattenCompleted } from "./flattenCompleted.ts";
import { flattenRequested } from "./flattenRequested.ts";
import { foreignListed } from "./foreignListed.ts";
import { gateReconciled } from "./gateReconciled.ts";
import { gateRecovered } from "./gateRecovered.ts";
import { gateStarted } from "./gateStarted.ts";
import { gateStopped } from "./gateStopped.ts";
import { holdCleared } from "./holdCleared.ts";
import { holdPlaced } from "./holdPlaced.ts";
import { instrumentsListed } from "./instrumentsListed.ts";
import { intentApproved } from "./intentApproved.ts";
import { intentDenied } from "./intentDenied.ts";
import { intentReceived } from "./intentReceived.ts";
import { intentWaiting } from "./intentWaiting.ts";
import { marketAdvanced } from "./marketAdvanced.ts";
import { marketQuoted } from "./marketQuoted.ts";
import { orderAbandoned } from "./orderAbandoned.ts";
import { orderAccepted } from "./orderAccepted.ts";
import { orderCanceled } from "./orderCanceled.ts";
import { orderExpired } from "./orderExpired.ts";
import { orderFilled } from "./orderFilled.ts";
import { orderMissed } from "./orderMissed.ts";
import { orderPendingCancel } from "./orderPendingCancel.ts";
import { orderRejected } from "./orderRejected.ts";
import { orderReserved } from "./orderReserved.ts";
import { orderResurfaced } from "./orderResurfaced.ts";
import { orderSubmitted } from "./orderSubmitted.ts";
import { orderUnknown } from "./orderUnknown.ts";
import { positionClosed } from "./positionClosed.ts";
import { positionOpened } from "./positionOpened.ts";
import { proposalAccepted } from "./proposalAccepted.ts";
import { proposalExpired } from "./proposalExpired.ts";
import { proposalRejected } from "./proposalRejected.ts";
import { proposalSubmitted } from "./proposalSubmitted.ts";
import { rateLimited } from "./rateLimited.ts";
import { ruleAccepted } from "./ruleAccepted.ts";
import { ruleRolledBack } from "./ruleRolledBack.ts";
import { ruleStatusChanged } from "./ruleStatusChanged.ts";
import { safetyAccepted } from "./safetyAccepted.ts";
import { safetyRefused } from "./safetyRefused.ts";
import { stopTightened } from "./stopTightened.ts";
import { stopTriggered } from "./stopTriggered.ts";
import { weekOpened } from "./weekOpened.ts";

/** The gate's vocabulary: one row an event, its data's schema in the file of its name. Past tense, `noun.verbed`. */
export const gateEvents = {
  "account.opened": accountOpened,
  "gate.started": gateStarted,
  "gate.stopped": gateStopped,
  "gate.reconciled": gateReconciled,
  "gate.recovered": gateRecovered,
  "safety.accepted": safetyAccepted,
  "instruments.listed": instrumentsListed,
  "safety.refused": safetyRefused,
  "arming.changed": armingChanged,
  "market.advanced": marketAdvanced,
  "market.quoted": marketQuoted,
  "day.opened": dayOpened,
  "week.opened": weekOpened,
  "cash.moved": cashMoved,
  "external.traded": externalTraded,
  "external.adopted": externalAdopted,
  "external.moved": externalMoved,
  "external.settled": externalSettled,
  "foreign.listed": foreignListed,
  "exposure.watched": exposureWatched,
  "exposure.seen": exposureSeen,
  "intent.received": intentReceived,
  "intent.denied": intentDenied,
  "intent.approved": intentApproved,
  "intent.waiting": intentWaiting,
  "order.reserved": orderReserved,
  "order.submitted": orderSubmitted,
  "order.accepted": orderAccepted,
  "order.rejected": orderRejected,
  "order.unknown": orderUnknown,
  "order.missed": orderMissed,
  "order.abandoned": orderAbandoned,
  "order.resurfaced": orderResurfaced,
  "order.filled": orderFilled,
  "order.pending_cancel": orderPendingCancel,
  "order.canceled": orderCanceled,
  "order.expired": orderExpired,
  "position.opened": positionOpened,
  "position.closed": positionClosed,
  "stop.triggered": stopTriggered,
  "stop.tightened": stopTightened,
  "hold.placed": holdPlaced,
  "hold.cleared": holdCleared,
  "flatten.requested": flattenRequested,
  "flatten.completed": flattenCompleted,
  "proposal.submitted": proposalSubmitted,
  "proposal.accepted": proposalAccepted,
  "proposal.rejected": proposalRejected,
  "proposal.expired": proposalExpired,
  "rule.accepted": ruleAccepted,
  "rule.rolled_back": ruleRolledBack,
  "rule.status_changed": ruleStatusChanged,
  "agent.attached": agentAttached,
  "agent.detached": agentDetached,
  "dead_man.warned": deadManWarned,
  "rate.limited": rateLimited,
} as const;

export type GateEventType = keyof typeof gateEvents;
export type GateEventData<Type extends GateEventType> = z.infer<(typeof gateEvents)[Type]>;
/** Any event of the gate, told apart by `type`. */
export type GateDraft = { [Type in GateEventType]: Draft<Type, GateEventData<Type>> }[GateEventType];
export type GateEvent = { [Type in GateEventType]: Recorded<Type, GateEventData<Type>> }[GateEventType];
