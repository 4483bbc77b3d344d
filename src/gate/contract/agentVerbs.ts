import { z } from "zod";
import { id } from "../../store/ids.ts";
import { money, nonNegativeMoney, positiveMoney } from "../../store/money.ts";
import { RULE_STATUSES, ruleId } from "../../store/rules/document.ts";
import { accountBinding } from "../../store/words/account.ts";
import { intent, symbol } from "../../store/words/intent.ts";
import { direction, proposalDraft, settingsDraft } from "../../store/words/proposal.ts";
import { verdict } from "../../store/words/verdict.ts";
import { proposalRow, ruleRow } from "./rulebook.ts";
import { positionRow, status } from "./status.ts";

const nothing = z.strictObject({});

/** First frame on either socket. */
export const helloParams = z.strictObject({
  protocol: z.int(),
  client: z.string().min(1).max(100),
  /** The journal this client mirrored last; another one than the gate's ends the agent (its memory is of another account). */
  journalId: z.string().max(100).nullable(),
});
export const helloResult = z.strictObject({
  protocol: z.int(),
  journalId: z.string(),
  gateSeq: z.int().min(0),
  pid: z.int(),
  binding: accountBinding,
  /** Where the market clock stands: ticks 0..n-1 are closed. Null with real data. */
  nextTick: z.int().min(0).nullable(),
  speed: z.union([z.number().positive(), z.literal("max")]).nullable(),
});
export type Hello = z.infer<typeof helloResult>;

/** What sizing needs to know, as of `gateSeq`. */
export const portfolio = z.strictObject({
  gateSeq: z.int().min(0),
  equity: money,
  freeCash: money,
  /** What of its size an entry is to have, in percent: less while real money is tried out. */
  sizePct: z.int().min(1).max(100),
  positions: z.array(positionRow),
  working: z.array(
    z.strictObject({
      clientOrderId: id,
      positionId: id,
      ruleId: z.string(),
      symbol,
      role: z.string(),
      quantity: nonNegativeMoney,
    }),
  ),
});
export type Portfolio = z.infer<typeof portfolio>;

/** The verbs of agent.sock. Operator verbs do not exist here. */
export const agentVerbs = {
  hello: { params: helloParams, result: helloResult },
  /** Idempotent on intentId: same id and body replays the verdict; same id, other body is denied. */
  "intent.submit": { params: z.strictObject({ intent }), result: verdict },
  /** The verdict given to that id, or null if the gate never saw it. */
  "intent.status": {
    params: z.strictObject({ intentId: id }),
    result: z.strictObject({ verdict: verdict.nullable() }),
  },
  "order.cancel": { params: z.strictObject({ clientOrderId: id }), result: z.strictObject({ requested: z.boolean() }) },
  /** The gate computes whether it is tighter; if not, `tightened` is false and nothing moved. */
  "stop.tighten": {
    params: z.strictObject({ positionId: id, stopPrice: positiveMoney }),
    result: z.strictObject({ tightened: z.boolean(), stopPrice: positiveMoney }),
  },
  /** One step down: what lets less of a rule through needs nobody's yes. The status that it has then. */
  "rule.tighten": {
    params: z.strictObject({ ruleId, status: z.enum(["probation", "paused"]), reason: z.string().min(1).max(500) }),
    result: z.strictObject({ status: z.enum(RULE_STATUSES) }),
  },
  /** A changed rule on probation goes back to what it was before, and stays on probation. */
  "rule.rollback": {
    params: z.strictObject({ ruleId, reason: z.string().min(1).max(500) }),
    result: z.strictObject({ version: z.int().min(1) }),
  },
  "proposal.submit": { params: proposalDraft, result: z.strictObject({ proposalId: id, direction }) },
  /** Files a change of what the loops run by: one of each setting may wait. It moves no limit; a person accepts it. */
  "settings.propose": { params: settingsDraft, result: z.strictObject({ proposalId: id, direction }) },
  "portfolio.get": { params: nothing, result: portfolio },
  "status.get": { params: nothing, result: status },
  "rules.get": { params: nothing, result: z.strictObject({ gateSeq: z.int(), rules: z.array(ruleRow) }) },
  "proposals.get": { params: nothing, result: z.strictObject({ proposals: z.array(proposalRow) }) },
  /** From then on every event with seq ≥ fromSeq comes as `event.published`, in order, the old ones first. */
  "events.subscribe": {
    params: z.strictObject({ fromSeq: z.int().min(1) }),
    result: z.strictObject({ gateSeq: z.int() }),
  },
  heartbeat: { params: nothing, result: nothing },
  "market.ack": { params: z.strictObject({ n: z.int().min(0) }), result: nothing },
} as const;
export type AgentVerb = keyof typeof agentVerbs;
