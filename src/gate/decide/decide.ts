import type { GateDraft } from "../../store/events/gate.ts";
import type { Id } from "../../store/ids.ts";
import type { GateState } from "../mind/state.ts";
import { agentAttach, agentDetach, agentHeard, agentSilent } from "./agentLease.ts";
import { acceptProposal, rejectProposal } from "./approval.ts";
import { armingReview, tradingArm, tradingDisarm } from "./arming.ts";
import { orderCancel } from "./cancel.ts";
import type { Command, CommandType, Decider } from "./command.ts";
import { exposureSee, exposureWatch } from "./exposure.ts";
import { cashMove, externalAdopt, venueForeign } from "./external.ts";
import { accountFlatten } from "./flatten.ts";
import { tradingHalt, tradingReduce, tradingResume } from "./hold.ts";
import { instrumentsList, list } from "./instruments.ts";
import { intentSubmit } from "./intentSubmit.ts";
import { venueAbsent, venueFound } from "./lookUp.ts";
import { marketAdvance } from "./marketAdvance.ts";
import { marketQuote } from "./marketQuote.ts";
import { fileStarters, proposalSubmit, ruleRollBack, ruleStatus } from "./rulebook.ts";
import { safetyAccept, safetyRefuse, safetyReload, takeNoLooser } from "./safety.ts";
import { settingsPropose } from "./settings.ts";
import { stopTighten } from "./stopTighten.ts";
import { type Context, Story } from "./story.ts";
import { orderAdopt } from "./orderAdopt.ts";
import { venueSeen } from "./reconcile.ts";
import { venueDown, venueLost, venueUp } from "./venueLink.ts";
import { watchdogRead } from "./watchdog.ts";
import {
  venueAccepted,
  venueCanceled,
  venueExpired,
  venueFilled,
  venueRejected,
  venueUnknown,
} from "./venueOutcome.ts";

const accountOpen: Decider<"account.open"> = (story, { binding, startingCash, costs, instruments, starters }) => {
  story.tell("account.opened", { binding, startingCash, costs });
  list(story, instruments);
  fileStarters(story, starters);
};

const gateStart: Decider<"gate.start"> = (story, { protocol, recoveredSeq, instruments }) => {
  const { safety } = story.context;
  story.tell("gate.started", { protocol, safetyHash: safety.hash, recoveredSeq });
  takeNoLooser(story, safety, "gate");
  list(story, instruments);
};

const deciders: { readonly [Type in CommandType]: Decider<Type> } = {
  "account.open": accountOpen,
  "gate.start": gateStart,
  "gate.stop": (story, { reason }) => story.tell("gate.stopped", { reason }),
  "safety.reload": safetyReload,
  "safety.accept": safetyAccept,
  "safety.refuse": safetyRefuse,
  "intent.submit": intentSubmit,
  "instruments.list": instrumentsList,
  "order.cancel": orderCancel,
  "stop.tighten": stopTighten,
  "proposal.submit": proposalSubmit,
  "settings.propose": settingsPropose,
  "proposal.accept": acceptProposal,
  "proposal.reject": rejectProposal,
  "rule.status": ruleStatus,
  "rule.rollback": ruleRollBack,
  "trading.halt": tradingHalt,
  "trading.reduce": tradingReduce,
  "trading.resume": tradingResume,
  "trading.arm": tradingArm,
  "trading.disarm": tradingDisarm,
  "arming.review": armingReview,
  "cash.move": cashMove,
  "external.adopt": externalAdopt,
  "order.adopt": orderAdopt,
  "account.flatten": accountFlatten,
  "market.advance": marketAdvance,
  "market.quote": marketQuote,
  "exposure.watch": exposureWatch,
  "exposure.see": exposureSee,
  "venue.down": venueDown,
  "venue.up": venueUp,
  "venue.accepted": venueAccepted,
  "venue.rejected": venueRejected,
  "venue.unknown": venueUnknown,
  "venue.filled": venueFilled,
  "venue.found": venueFound,
  "venue.absent": venueAbsent,
  "venue.seen": venueSeen,
  "venue.lost": venueLost,
  "venue.foreign": venueForeign,
  "venue.canceled": venueCanceled,
  "venue.expired": venueExpired,
  "agent.attach": agentAttach,
  "agent.detach": agentDetach,
  "agent.silent": agentSilent,
  "agent.heard": agentHeard,
  "watchdog.read": watchdogRead,
  "rate.limited": (story, { frames }) => story.tell("rate.limited", { frames }),
};

/**
 * The judgement: what happens because of this command, and nothing else. Pure but for the ids it draws.
 * @throws Refusal when the command may not be carried out; then nothing happened.
 */
export function decide(command: Command, state: GateState, context: Context): readonly GateDraft[] {
  const story = new Story(state, context, rootOf(command, state));
  const decider = deciders[command.type] as Decider<CommandType>;
  decider(story, command);
  return story.events;
}

/** What the venue says of an order joins that order's story; what is asked of a position joins the position's. */
function rootOf(command: Command, state: GateState): { causationId: Id | null; correlationId: Id | null } {
  const nothing = { causationId: null, correlationId: null };
  if (command.type === "stop.tighten") return linked(state.positions[command.positionId]) ?? nothing;
  if (command.type === "proposal.accept" || command.type === "proposal.reject") {
    // Its first event bears its own id. A rule's is the root of its story; an order's belongs to its intent's.
    const proposal = state.proposals[command.proposalId]?.proposal;
    const intent = proposal?.kind === "order.approve" ? state.intents[proposal.intent.intentId] : undefined;
    return { causationId: command.proposalId, correlationId: intent?.correlationId ?? command.proposalId };
  }
  const orderId =
    command.type === "venue.filled"
      ? command.fill.clientOrderId
      : "clientOrderId" in command
        ? command.clientOrderId
        : null;
  if (orderId === null) return nothing;
  return linked(state.orders[orderId] ?? state.ended[orderId]) ?? nothing;
}

const linked = (of: { eventId: Id; correlationId: Id } | undefined): { causationId: Id; correlationId: Id } | null =>
  of === undefined ? null : { causationId: of.eventId, correlationId: of.correlationId };
