import type { z } from "zod";
import { add, isPositive } from "../../store/money.ts";
import type { Recorded } from "../../store/events/envelope.ts";
import { MAX_LINE_BYTES } from "../contract/frame.ts";
import { type OperatorVerb, operatorVerbs } from "../contract/operatorVerbs.ts";
import { Refusal } from "../contract/refusal.ts";
import { gateRunQuantity } from "../decide/protect.ts";
import type { GateState } from "../mind/state.ts";
import { proposalRowsOf } from "../report/proposals.ts";
import { proposalFiled } from "./agentHandlers.ts";
import type { Connection } from "./connection.ts";
import { dataOf, type Desk } from "./desk.ts";

type Params<Verb extends OperatorVerb> = z.infer<(typeof operatorVerbs)[Verb]["params"]>;
type Result<Verb extends OperatorVerb> = z.infer<(typeof operatorVerbs)[Verb]["result"]>;
export type OperatorHandlers = {
  readonly [Verb in Exclude<OperatorVerb, "hello" | "session.unlock">]: (
    params: Params<Verb>,
    connection: Connection,
  ) => Result<Verb>;
};

/** What the operator may ask, verb by verb. Whether this connection may, has been settled before. */
export const operatorHandlers = (desk: Desk): OperatorHandlers => ({
  ...reads(desk),
  ...trading(desk),
  ...arming(desk),
  ...rulebook(desk),
  "safety.reload": () => {
    const events = desk.gate.execute({ type: "safety.reload", safety: desk.readSafety(), by: "operator" });
    return { ...seqOf(desk), changes: dataOf(events, "safety.accepted")?.changes ?? [] };
  },
  "gate.stop": ({ leaveUnprotected }) => {
    const { binding } = desk.gate.state;
    const bare = Object.values(desk.gate.state.positions).filter((each) =>
      isPositive(gateRunQuantity(desk.gate.state, each)),
    );
    if (binding?.mode === "live" && bare.length > 0 && !leaveUnprotected) {
      const held = bare.map(({ symbol }) => symbol).join(", ");
      throw new Refusal(
        "NOT_ALLOWED_NOW",
        `this gate itself runs the stops of ${held}; say --leave-unprotected to stop it`,
      );
    }
    desk.stop("stopped by the operator");
    return {};
  },
});

type Some<Verbs extends keyof OperatorHandlers> = Pick<OperatorHandlers, Verbs>;
const seqOf = ({ gate }: Desk): { gateSeq: number } => ({ gateSeq: gate.state.seq });

const reads = (
  desk: Desk,
): Some<
  "status.get" | "rules.get" | "proposals.get" | "equity.get" | "events.read" | "events.why" | "events.subscribe"
> => ({
  "status.get": () => desk.status(),
  "rules.get": () => ({ ...seqOf(desk), rules: Object.values(desk.gate.state.rules) }),
  "proposals.get": () => ({ proposals: proposalRowsOf(desk.gate.state) }),
  "equity.get": ({ limit }) => ({ points: desk.gate.state.equityCurve.slice(-limit) }),
  "events.read": ({ fromSeq, limit }) => {
    const from = fromSeq ?? Math.max(1, desk.gate.state.seq - limit + 1);
    return { ...seqOf(desk), events: withinOneLine(desk.readEvents(from, limit)) };
  },
  "events.why": ({ id }) => ({ events: withinOneLine(desk.story(id)) }),
  "events.subscribe": ({ fromSeq }, connection) => {
    connection.subscribe(fromSeq);
    return seqOf(desk);
  },
});

const trading = (
  desk: Desk,
): Some<
  | "trading.halt"
  | "trading.reduce"
  | "trading.resume"
  | "cash.move"
  | "external.adopt"
  | "order.adopt"
  | "position.close"
  | "account.flatten"
> => {
  const { gate } = desk;
  const leave = (symbol: string | null) => {
    gate.execute({ type: "account.flatten", symbol });
    return { ...seqOf(desk), remaining: remainingOf(gate.state, symbol) };
  };
  return {
    "trading.halt": ({ reason }) => {
      gate.execute({ type: "trading.halt", cause: "kill", reason });
      return seqOf(desk);
    },
    "trading.reduce": ({ reason }) => {
      gate.execute({ type: "trading.reduce", reason });
      return seqOf(desk);
    },
    "trading.resume": ({ reason }) => {
      gate.execute({ type: "trading.resume", reason });
      return { ...seqOf(desk), holds: [...gate.state.holds] };
    },
    "cash.move": ({ amount, reference }) => {
      gate.execute({ type: "cash.move", amount, reference });
      return seqOf(desk);
    },
    "external.adopt": (params) => {
      gate.execute({ type: "external.adopt", ...params });
      return seqOf(desk);
    },
    "order.adopt": (params) => {
      const events = gate.execute({ type: "order.adopt", ...params });
      const adopted = dataOf(events, "order.reserved");
      if (adopted === undefined) throw new Refusal("INTERNAL", "the order left no trace");
      return { ...seqOf(desk), clientOrderId: adopted.clientOrderId };
    },
    "position.close": ({ symbol }) => leave(symbol),
    "account.flatten": () => leave(null),
  };
};

const arming = ({ gate, ...desk }: Desk): Some<"trading.arm" | "trading.disarm"> => ({
  "trading.arm": (params) => {
    gate.execute({ type: "trading.arm", ...params, isSupervised: desk.isSupervised });
    return { gateSeq: gate.state.seq };
  },
  "trading.disarm": ({ reason }) => {
    gate.execute({ type: "trading.disarm", reason });
    return { gateSeq: gate.state.seq };
  },
});

const rulebook = (
  desk: Desk,
): Some<"proposal.accept" | "proposal.reject" | "rule.pause" | "rule.resume" | "rule.retire" | "rule.add"> => {
  const { gate } = desk;
  const ruleTo = (status: "paused" | "active" | "retired") => (params: { ruleId: string; reason: string }) => {
    gate.execute({ type: "rule.status", ...params, status, by: "operator" });
    return seqOf(desk);
  };
  return {
    "proposal.accept": ({ proposalId, reason }) => {
      const events = gate.execute({ type: "proposal.accept", proposalId, by: "operator", reason });
      return { ...seqOf(desk), denials: dataOf(events, "intent.denied")?.denials ?? [] };
    },
    "proposal.reject": ({ proposalId, reason }) => {
      gate.execute({ type: "proposal.reject", proposalId, by: "operator", reason });
      return seqOf(desk);
    },
    "rule.pause": ruleTo("paused"),
    "rule.resume": ruleTo("active"),
    "rule.retire": ruleTo("retired"),
    "rule.add": ({ document, rationale }) => proposalFiled(desk, { document, rationale }, "operator"),
  };
};

/** What is still held, of one symbol or of all. */
function remainingOf(state: GateState, symbol: string | null): { symbol: string; quantity: string }[] {
  const held = new Map<string, string>();
  for (const position of Object.values(state.positions)) {
    if (symbol !== null && position.symbol !== symbol) continue;
    held.set(position.symbol, add(held.get(position.symbol) ?? "0", position.quantity));
  }
  return [...held].map(([name, quantity]) => ({ symbol: name, quantity }));
}

/** As many of the events, from the first, as fit into an answer of one line. */
function withinOneLine(events: readonly Recorded[]): Result<"events.read">["events"] {
  const kept: Result<"events.read">["events"] = [];
  let bytes = 1_024;
  for (const event of events) {
    bytes += Buffer.byteLength(JSON.stringify(event)) + 1;
    if (bytes > MAX_LINE_BYTES) break;
    kept.push(event as Result<"events.read">["events"][number]);
  }
  return kept;
}
