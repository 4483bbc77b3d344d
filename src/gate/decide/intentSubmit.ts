import { timeframeMs } from "../../store/time.ts";
import type { Intent } from "../../store/words/intent.ts";
import type { OrderSpec } from "../../store/words/order.ts";
import type { CheckResult } from "../../store/words/verdict.ts";
import { approvalRequired } from "../checks/approvalRequired.ts";
import type { Asked } from "../checks/check.ts";
import { climb } from "../checks/ladder.ts";
import { positionOf, worstPriceOf } from "../checks/subject.ts";
import { askPerson } from "./askPerson.ts";
import { bodyHash } from "./bodyHash.ts";
import type { Decider } from "./command.ts";
import { beginExit, nextExitId } from "./exit.ts";
import type { Story } from "./story.ts";

/**
 * The judgement of an intent. Same id and body: nothing happens, the old verdict is the answer. Same id, other body:
 * denied. Else the ladder: approved only if every check passed, and then the order it becomes is reserved in the same
 * breath, so that two intents can never both take the last of a limit.
 */
export const intentSubmit: Decider<"intent.submit"> = (story, { intent, prior, origin }) => {
  const seen = story.state.intents[intent.intentId] ?? prior;
  if (seen?.bodyHash === bodyHash(intent)) return;
  if (seen === null) story.tell("intent.received", { intent, origin });
  judge(story, { intent, origin, seen, approvedBy: null });
};

/** Climbs the ladder and says what came of it. An intent that only lacks a person's word waits for it. */
export function judge(story: Story, asked: Asked): void {
  const { intent, origin, seen } = asked;
  const checks = [...climb(asked, story.state, story.context)];
  const denials = checks.filter((check) => !check.passed).map((check) => check.code);
  if (denials.length === 1 && denials[0] === approvalRequired.code) askPerson(story, intent, checks);
  else if (denials.length > 0) {
    const { intentId, ruleId, symbol, purpose } = intent;
    const other = seen === null || origin === null ? {} : { asked: { intent, origin } };
    story.tell("intent.denied", { intentId, ruleId, symbol, purpose, denials, checks, ...other });
  } else if (intent.purpose === "exit") approveExit(story, intent, checks);
  else approveEntry(story, intent, checks);
}

type Checks = readonly CheckResult[];

function approveEntry(story: Story, intent: Intent, checks: Checks): void {
  const spec = entryOf(story, intent);
  story.tell("intent.approved", { intentId: intent.intentId, clientOrderId: spec.clientOrderId, checks: [...checks] });
  story.tell("order.reserved", spec);
  story.tell("order.submitted", { clientOrderId: spec.clientOrderId });
}

function approveExit(story: Story, intent: Intent, checks: Checks): void {
  const position = positionOf(intent, story.state);
  if (position === undefined) throw new RangeError(`approved exit ${intent.intentId} without a position`);
  const { intentId, quantity, limitPrice = null } = intent;
  story.tell("intent.approved", { intentId, clientOrderId: nextExitId(position), checks: [...checks] });
  const timeInForce = limitPrice === null ? "ioc" : intent.timeInForce === "gtd" ? "gtc" : intent.timeInForce;
  const reason = intent.thesis.claim.slice(0, 200);
  beginExit(story, position.positionId, { quantity, reason, intentId, limitPrice, timeInForce });
}

function entryOf(story: Story, intent: Intent): OrderSpec {
  const worstPrice = worstPriceOf(intent, story.state, story.context);
  const { now, timeframe, safety } = story.context;
  const latest = now + safety.limits.orders.entryExpiryCandles * timeframeMs(timeframe);
  const resting = intent.type === "limit" && intent.timeInForce !== "ioc" && intent.timeInForce !== "fok";
  if (intent.stopPrice === undefined || worstPrice === undefined) {
    throw new RangeError(`approved entry ${intent.intentId} without stop or price`);
  }
  return {
    clientOrderId: intent.intentId,
    positionId: intent.intentId,
    intentId: intent.intentId,
    ruleId: intent.ruleId,
    ruleVersion: intent.ruleVersion,
    symbol: intent.symbol,
    role: "entry",
    side: intent.side,
    type: intent.type === "limit" ? "limit" : "market",
    quantity: intent.quantity,
    limitPrice: intent.limitPrice ?? null,
    collarPrice: intent.type === "market" ? worstPrice : null,
    stopPrice: null,
    targetPrice: null,
    protection: { stopPrice: intent.stopPrice, targetPrice: intent.targetPrice ?? null },
    timeInForce: resting ? "gtd" : intent.timeInForce === "fok" ? "fok" : "ioc",
    expiresAt: resting ? Math.min(latest, intent.expiresAt ?? latest) : null,
    attempt: 0,
    reason: "signal",
  };
}
