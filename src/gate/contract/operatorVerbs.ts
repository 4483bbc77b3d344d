import { z } from "zod";
import { id } from "../../store/ids.ts";
import { money, positiveMoney } from "../../store/money.ts";
import { ruleDocument, ruleId } from "../../store/rules/document.ts";
import { timestamp } from "../../store/time.ts";
import { armingLevel } from "../../store/words/arming.ts";
import { hold } from "../../store/words/hold.ts";
import { symbol } from "../../store/words/intent.ts";
import { direction } from "../../store/words/proposal.ts";
import { agentVerbs, helloParams, helloResult } from "./agentVerbs.ts";
import { eventPublished } from "./notification.ts";

const nothing = z.strictObject({});
const reason = z.string().min(1).max(500);
const done = z.strictObject({ gateSeq: z.int() });
const exits = z.strictObject({
  gateSeq: z.int(),
  /** What is still open as of this answer, by symbol and quantity; empty when flat. */
  remaining: z.array(z.strictObject({ symbol, quantity: z.string() })),
});

/**
 * The verbs of operator.sock. `power` decides who may: `read` anyone; `safer` also a process that holds the agent's
 * connection; `person` in live only another process, unlocked by the passphrase (in paper: anyone on this socket).
 */
export const operatorVerbs = {
  hello: { power: "read", params: helloParams, result: helloResult },
  "session.unlock": {
    power: "read",
    params: z.strictObject({ passphrase: z.string().min(1).max(1_000) }),
    result: nothing,
  },
  "status.get": { power: "read", params: nothing, result: agentVerbs["status.get"].result },
  "rules.get": { power: "read", params: nothing, result: agentVerbs["rules.get"].result },
  "proposals.get": { power: "read", params: nothing, result: agentVerbs["proposals.get"].result },
  /** The newest points of the equity curve, oldest first. */
  "equity.get": {
    power: "read",
    params: z.strictObject({ limit: z.int().min(1).max(500) }),
    result: z.strictObject({ points: z.array(z.strictObject({ at: timestamp, equity: money })) }),
  },
  /** Events from `fromSeq` on; null means the newest `limit`. Fewer come when they would not fit in one line. */
  "events.read": {
    power: "read",
    params: z.strictObject({ fromSeq: z.int().min(1).nullable(), limit: z.int().min(1).max(200) }),
    result: z.strictObject({ gateSeq: z.int(), events: z.array(eventPublished.shape.event) }),
  },
  /** The story that an event, order, intent or position id belongs to, causes first. */
  "events.why": {
    power: "read",
    params: z.strictObject({ id }),
    result: z.strictObject({ events: z.array(eventPublished.shape.event) }),
  },
  "events.subscribe": { power: "read", ...agentVerbs["events.subscribe"] },
  /** Kill: a halted hold that only the operator clears, every working entry canceled; stops stay. */
  "trading.halt": { power: "safer", params: z.strictObject({ reason }), result: done },
  "trading.reduce": { power: "safer", params: z.strictObject({ reason }), result: done },
  /** Clears every hold that the operator may clear; the answer lists what still holds. */
  "trading.resume": {
    power: "person",
    params: z.strictObject({ reason }),
    result: z.strictObject({ gateSeq: z.int(), holds: z.array(hold) }),
  },
  /** A live account goes further: refused in paper, unreconciled, past a step of shadow → small → full. */
  "trading.arm": {
    power: "person",
    params: z.strictObject({ level: armingLevel.exclude(["off"]), acceptsGateOnly: z.boolean(), reason }),
    result: done,
  },
  /** No entry leaves any more; working ones are canceled; stops stay. */
  "trading.disarm": { power: "safer", params: z.strictObject({ reason }), result: done },
  "position.close": { power: "safer", params: z.strictObject({ symbol }), result: exits },
  /** Paper alone: money in (above zero) or out. The same reference twice is booked once. */
  "cash.move": { power: "person", params: z.strictObject({ amount: money, reference: reason }), result: done },
  /** What is held as EXTERNAL becomes a rule's position, with a stop. */
  "external.adopt": {
    power: "person",
    params: z.strictObject({ symbol, ruleId, quantity: positiveMoney, stopPrice: positiveMoney }),
    result: done,
  },
  /** A foreign entry that still works becomes a rule's: its fills are covered with a stop, kill and flatten take it back. */
  "order.adopt": {
    power: "person",
    params: z.strictObject({ venueOrderId: z.string().min(1).max(100), ruleId, stopPrice: positiveMoney }),
    result: done.extend({ clientOrderId: id }),
  },
  "account.flatten": { power: "safer", params: nothing, result: exits },
  /** Of an order: it climbs the ladder again; `denials` are the checks that it did not pass by now. Empty: it is so. */
  "proposal.accept": {
    power: "person",
    params: z.strictObject({ proposalId: id, reason }),
    result: done.extend({ denials: z.array(z.string()).max(200) }),
  },
  "proposal.reject": { power: "safer", params: z.strictObject({ proposalId: id, reason }), result: done },
  "rule.pause": { power: "safer", params: z.strictObject({ ruleId, reason }), result: done },
  "rule.resume": { power: "person", params: z.strictObject({ ruleId, reason }), result: done },
  "rule.retire": { power: "safer", params: z.strictObject({ ruleId, reason }), result: done },
  /** Files a proposal: a rule enters the rulebook when a person accepts it. */
  "rule.add": {
    power: "safer",
    params: z.strictObject({ document: ruleDocument, rationale: reason }),
    result: z.strictObject({ proposalId: id, direction }),
  },
  /** Reads safety.yaml again: taken if every limit is the same or tighter, else LOOSENS. The answer has one line a change. */
  "safety.reload": {
    power: "safer",
    params: nothing,
    result: z.strictObject({ gateSeq: z.int(), changes: z.array(z.string()) }),
  },
  /** Refused in live while stops are gate-run, unless `leaveUnprotected`. */
  "gate.stop": { power: "person", params: z.strictObject({ leaveUnprotected: z.boolean() }), result: nothing },
} as const;
export type OperatorVerb = keyof typeof operatorVerbs;
export type Power = "read" | "safer" | "person";
