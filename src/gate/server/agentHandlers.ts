import type { z } from "zod";
import type { GateEvent } from "../../store/events/gate.ts";
import type { FrameOrigin } from "../../store/events/intentReceived.ts";
import { isZero, subtract } from "../../store/money.ts";
import { sizePctAt } from "../../store/words/arming.ts";
import { type AgentVerb, agentVerbs } from "../contract/agentVerbs.ts";
import { Refusal } from "../contract/refusal.ts";
import { equityAt } from "../ledger/equity.ts";
import { reservedNotional } from "../ledger/reserved.ts";
import { waitingOrders } from "../ledger/waiting.ts";
import { proposalRowsOf } from "../report/proposals.ts";
import { positionRowOf } from "../report/status.ts";
import type { Connection } from "./connection.ts";
import { dataOf, type Desk } from "./desk.ts";

type Params<Verb extends AgentVerb> = z.infer<(typeof agentVerbs)[Verb]["params"]>;
type Result<Verb extends AgentVerb> = z.infer<(typeof agentVerbs)[Verb]["result"]>;
export type AgentHandlers = {
  readonly [Verb in Exclude<AgentVerb, "hello">]: (
    params: Params<Verb>,
    connection: Connection,
    origin: FrameOrigin,
  ) => Result<Verb>;
};

/** What the agent may ask, verb by verb. Every answer that changes anything has been journaled before it leaves. */
export const agentHandlers = (desk: Desk): AgentHandlers => {
  const { gate } = desk;
  return {
    "intent.submit": ({ intent }, _connection, origin) => {
      const prior = gate.state.intents[intent.intentId] ?? desk.priorOf(intent.intentId);
      const events = gate.execute({ type: "intent.submit", intent, prior, origin });
      const reused = events.length === 1 ? dataOf(events, "intent.denied") : undefined;
      if (reused !== undefined) return { intentId: intent.intentId, decision: "denied", checks: reused.checks };
      return (gate.state.intents[intent.intentId] ?? prior)?.verdict ?? refuseUnknown(intent.intentId);
    },
    "intent.status": ({ intentId }) => ({
      verdict: (gate.state.intents[intentId] ?? desk.priorOf(intentId))?.verdict ?? null,
    }),
    "order.cancel": ({ clientOrderId }) => {
      const events = gate.execute({ type: "order.cancel", clientOrderId, cause: "agent" });
      return { requested: events.length > 0 };
    },
    "stop.tighten": ({ positionId, stopPrice }) => {
      const events = gate.execute({ type: "stop.tighten", positionId, stopPrice, by: "agent" });
      const now = gate.state.positions[positionId]?.stopPrice ?? stopPrice;
      return { tightened: dataOf(events, "stop.tightened") !== undefined, stopPrice: now };
    },
    "rule.tighten": ({ ruleId, status, reason }) => {
      gate.execute({ type: "rule.status", ruleId, status, reason, by: "agent" });
      return { status: gate.state.rules[ruleId]?.document.status ?? status };
    },
    "rule.rollback": ({ ruleId, reason }) => {
      gate.execute({ type: "rule.rollback", ruleId, reason, by: "agent" });
      return { version: gate.state.rules[ruleId]?.document.version ?? 1 };
    },
    "proposal.submit": (draft) => proposalFiled(desk, draft, "agent"),
    "settings.propose": (draft) => filedIn(gate.execute({ type: "settings.propose", draft, by: "agent" })),
    "portfolio.get": () => portfolioOf(desk),
    "status.get": () => desk.status(),
    "rules.get": () => ({ gateSeq: gate.state.seq, rules: Object.values(gate.state.rules) }),
    "proposals.get": () => ({ proposals: proposalRowsOf(gate.state) }),
    "events.subscribe": ({ fromSeq }, connection) => {
      connection.subscribe(fromSeq);
      return { gateSeq: gate.state.seq };
    },
    heartbeat: () => ({}),
    "market.ack": ({ n }) => {
      desk.acknowledge(n);
      return {};
    },
  };
};

/** Files a proposal and says how the gate sees it. */
export function proposalFiled(
  desk: Desk,
  draft: Params<"proposal.submit">,
  by: "agent" | "operator",
): Result<"proposal.submit"> {
  return filedIn(desk.gate.execute({ type: "proposal.submit", draft, by }));
}

function filedIn(events: readonly GateEvent[]): Result<"proposal.submit"> {
  const filed = dataOf(events, "proposal.submitted");
  if (filed === undefined) throw new Refusal("INTERNAL", "the proposal left no trace");
  return { proposalId: filed.proposalId, direction: filed.direction };
}

function portfolioOf({ gate: { state } }: Desk): Result<"portfolio.get"> {
  const equity = equityAt(state);
  return {
    gateSeq: state.seq,
    equity,
    sizePct: sizePctAt(state.binding?.mode === "live" ? state.arming.level : "full"),
    freeCash: subtract(state.cash, reservedNotional(state)),
    positions: Object.values(state.positions)
      .filter((position) => !isZero(position.quantity))
      .map((position) => positionRowOf(state, position, state.at ?? position.openedAt)),
    working: [
      ...Object.values(state.orders).map(({ spec, filledQuantity }) => ({
        clientOrderId: spec.clientOrderId,
        positionId: spec.positionId,
        ruleId: spec.ruleId,
        symbol: spec.symbol,
        role: spec.role,
        quantity: subtract(spec.quantity, filledQuantity),
      })),
      // What waits for a person is on its way as well: its rule does not ask again.
      ...waitingOrders(state).map(({ intent: { intentId, ruleId, symbol, quantity } }) => ({
        clientOrderId: intentId,
        positionId: intentId,
        ruleId,
        symbol,
        role: "waiting",
        quantity,
      })),
    ],
  };
}

function refuseUnknown(intentId: string): never {
  throw new Refusal("INTERNAL", `intent ${intentId} left no verdict`);
}
