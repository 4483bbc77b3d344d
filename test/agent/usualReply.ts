import type { AgentVerb, Hello } from "../../src/gate/contract/agentVerbs.ts";
import type { RefusalReason } from "../../src/gate/contract/refusal.ts";

export type Params = Readonly<Record<string, unknown>>;
export type Frame = { readonly method: string; readonly params: Params };
/** An answer; or no answer; or the end of the connection; or a refusal. */
export type Reply = object | "silence" | "hangup" | { readonly refuse: RefusalReason };

/** What a gate with nothing going on answers: every intent is approved, nothing is held, there is no rule. */
export function usualReply(verb: AgentVerb, params: Params, hello: Hello): Reply {
  const { gateSeq } = hello;
  switch (verb) {
    case "hello":
      return hello;
    case "intent.submit": {
      const { intentId } = params["intent"] as { intentId: string };
      return { intentId, decision: "approved", checks: [], clientOrderId: intentId };
    }
    case "intent.status":
      return { verdict: null };
    case "portfolio.get":
      return { gateSeq, equity: "10000", freeCash: "10000", sizePct: 100, positions: [], working: [] };
    case "rules.get":
      return { gateSeq, rules: [] };
    case "proposals.get":
      return { proposals: [] };
    case "events.subscribe":
      return { gateSeq };
    case "heartbeat":
    case "market.ack":
      return {};
    case "order.cancel":
    case "stop.tighten":
    case "rule.tighten":
    case "rule.rollback":
    case "proposal.submit":
    case "settings.propose":
    case "status.get":
      return { refuse: "NOT_ALLOWED_NOW" };
  }
}
