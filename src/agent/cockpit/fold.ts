import type { ProposalRow, RuleRow } from "../../gate/contract/rulebook.ts";
import type { Status } from "../../gate/contract/status.ts";
import type { GateEvent } from "../../store/events/gate.ts";
import { type Money, toNumber } from "../../store/money.ts";
import type { Timestamp } from "../../store/time.ts";
import { type Name, nameOf, nameOfProposal, remember } from "./names.ts";
import { tapeLine } from "./tape.ts";
import { type AgentView, EQUITY_LIMIT, type EquityPoint, type LinkView, TAPE_LIMIT, type View } from "./view.ts";

/** What the gate answers to the four reads that a cockpit starts with; a part left out stays as it is. */
export interface Snapshot {
  readonly status?: Status;
  readonly rules?: readonly RuleRow[];
  readonly proposals?: readonly ProposalRow[];
  readonly equity?: readonly { readonly at: Timestamp; readonly equity: Money }[];
}

const ring = <Item>(items: readonly Item[], next: Item, limit: number): readonly Item[] =>
  [...items, next].slice(-limit);

/** The view after one more event of the gate. An event seen before changes nothing: streams overlap on reconnect. */
export function applyEvent(view: View, event: GateEvent): View {
  if (event.type === "market.advanced") return withEquity(view, event.data.at, event.data.equity);
  const names = nameOf(view.names, event);
  const theses = thesesAfter(view.theses, event);
  const line = event.seq > (view.tape.at(-1)?.seq ?? 0) ? tapeLine(event, names) : null;
  const tape = line === null ? view.tape : ring(view.tape, line, TAPE_LIMIT);
  return { ...view, names, theses, tape };
}

function withEquity(view: View, at: Timestamp, equity: Money): View {
  if (at <= (view.equity.at(-1)?.at ?? 0)) return view;
  return { ...view, equity: ring(view.equity, { at, equity: toNumber(equity) }, EQUITY_LIMIT) };
}

function thesesAfter(theses: View["theses"], event: GateEvent): View["theses"] {
  if (event.type !== "intent.received" || event.data.intent.purpose !== "entry") return theses;
  const { ruleId, thesis } = event.data.intent;
  return { ...theses, [ruleId]: thesis.claim };
}

/** The view with fresh answers of the gate in place of old ones. Equity points never go back in time. */
export function applySnapshot(view: View, snapshot: Snapshot): View {
  const status = snapshot.status ?? view.status;
  const proposals = snapshot.proposals ?? view.proposals;
  return {
    ...view,
    status,
    proposals,
    rules: snapshot.rules ?? view.rules,
    equity: snapshot.equity === undefined ? view.equity : mergeEquity(snapshot.equity, view.equity),
    names: remember(view.names, namesOf(snapshot)),
  };
}

function mergeEquity(points: NonNullable<Snapshot["equity"]>, live: readonly EquityPoint[]): readonly EquityPoint[] {
  const last = points.at(-1)?.at ?? 0;
  const read = points.map((point) => ({ at: point.at, equity: toNumber(point.equity) }));
  return [...read, ...live.filter((point) => point.at > last)].slice(-EQUITY_LIMIT);
}

function namesOf({ status, proposals = [] }: Snapshot): readonly (readonly [string, Name])[] {
  const positions = (status?.positions ?? []).map(
    (row) => [row.positionId, { ...row, side: row.side === "long" ? "buy" : "sell", role: "" }] as const,
  );
  const orders = (status?.orders ?? []).map((row) => [row.clientOrderId, row] as const);
  const filed = proposals.map(({ proposal }) => [proposal.proposalId, nameOfProposal(proposal)] as const);
  return [...filed, ...positions, ...orders].map(([id, { ruleId, symbol, side, role }]) => [
    id,
    { ruleId, symbol, side, role },
  ]);
}

/** The line to the gate changed. What was seen stays on the screen; the link says how old it is. */
export const applyLink = (view: View, link: LinkView): View => ({ ...view, link });

/** This screen runs no agent, since another process does: it reads from now on. */
export const watching = (view: View): View => ({
  ...view,
  role: "watch",
  agent: {
    state: "off",
    restarts: 0,
    detail: "another process runs it; this screen only reads",
    evolution: "",
    held: "",
    insights: {},
  },
});

/** The agent's light changed. */
export const applyAgent = (view: View, agent: AgentView): View => ({ ...view, agent });
