import { divide, multiply } from "../../store/money.ts";
import { timeframeMs } from "../../store/time.ts";
import type { Intent } from "../../store/words/intent.ts";
import type { CheckResult } from "../../store/words/verdict.ts";
import { approvalRequired } from "../checks/approvalRequired.ts";
import { priceOf } from "../checks/subject.ts";
import { waitingOrders } from "../ledger/waiting.ts";
import type { Story } from "./story.ts";

/** An entry that everything but a person lets pass: it waits among the proposals, and expires there by itself. */
export function askPerson(story: Story, intent: Intent, checks: readonly CheckResult[]): void {
  const { now, nextId, safety, timeframe } = story.context;
  const price = priceOf(intent, story.state);
  if (price === undefined) throw new RangeError(`intent ${intent.intentId} waits without a price`);
  const notional = multiply(intent.quantity, price);
  const proposalId = nextId();
  story.tell("intent.waiting", { intentId: intent.intentId, proposalId, checks: [...checks] });
  const proposal = {
    proposalId,
    kind: "order.approve",
    intent,
    notional,
    direction: "loosen",
    filedBy: "gate",
    filedAt: now,
    expiresAt: now + safety.limits.approval.expireAfterCandles * timeframeMs(timeframe),
    rationale: `${intent.ruleId} wants ${divide(notional, "1", 2)} of ${intent.symbol}: ${intent.thesis.claim}`.slice(
      0,
      1_000,
    ),
  } as const;
  story.tell("proposal.submitted", proposal, undefined, proposalId);
}

/** A no: by a person, by the clock, or because nothing may be entered any more. */
export function denyWaiting(story: Story, { intentId, ruleId, symbol, purpose }: Intent): void {
  const seen = story.state.intents[intentId];
  const denials = [approvalRequired.code];
  const checks = [...(seen?.verdict.checks ?? [])];
  story.tell("intent.denied", { intentId, ruleId, symbol, purpose, denials, checks }, seen?.correlationId);
}

/** Takes back every order that waits, of one symbol or of all. */
export function denyAllWaiting(story: Story, symbol: string | null = null): void {
  for (const { proposalId, intent } of waitingOrders(story.state)) {
    if (symbol !== null && intent.symbol !== symbol) continue;
    story.tell("proposal.expired", { proposalId }, story.state.intents[intent.intentId]?.correlationId);
    denyWaiting(story, intent);
  }
}
