import type { GateEvent } from "../../store/events/gate.ts";
import type { Id } from "../../store/ids.ts";
import { isOfRule, type Proposal } from "../../store/words/proposal.ts";

/** What an id stands for, as far as the tape needs it: later events name an order or a position by id alone. */
export interface Name {
  readonly ruleId: string;
  readonly symbol: string;
  /** "buy" or "sell"; empty for proposals. */
  readonly side: string;
  /** What an order is for ("entry", "stop", …); empty for anything else. */
  readonly role: string;
}
export type Names = Readonly<Record<Id, Name>>;

/** Names kept; the oldest go first. An order outlived by this many newer ones is told by its id alone. */
export const NAMES_LIMIT = 500;

/** The id and name that this event introduces, or null. */
function introduced(event: GateEvent): readonly [Id, Name] | null {
  if (event.type === "order.reserved") return [event.data.clientOrderId, pick(event.data)];
  if (event.type === "position.opened") {
    const { positionId, ruleId, symbol, side } = event.data;
    // A position bears its entry's id: what is told of that id later is told of the entry.
    return [positionId, { ruleId, symbol, side: side === "long" ? "buy" : "sell", role: "" }];
  }
  if (event.type === "intent.received")
    return [event.data.intent.intentId, pick({ ...event.data.intent, role: "entry" })];
  if (event.type !== "proposal.submitted") return null;
  return [event.data.proposalId, nameOfProposal(event.data)];
}

/** What a proposal is told by: its rule, the order that it asks about, or the setting that it would change. */
export const nameOfProposal = (proposal: Proposal): Name =>
  proposal.kind === "order.approve"
    ? pick({ ...proposal.intent, role: "entry" })
    : { ruleId: isOfRule(proposal) ? proposal.document.id : proposal.key, symbol: "", side: "", role: "" };

const pick = ({ ruleId, symbol, side, role }: Name): Name => ({ ruleId, symbol, side, role });

/** The names known after `event`. */
export function nameOf(names: Names, event: GateEvent): Names {
  const row = introduced(event);
  return row === null ? names : remember(names, [row]);
}

/** `names` and `rows`, the newest last, at most NAMES_LIMIT. */
export function remember(names: Names, rows: readonly (readonly [Id, Name])[]): Names {
  if (rows.length === 0) return names;
  const fresh = new Set(rows.map(([id]) => id));
  const kept = Object.entries(names).filter(([id]) => !fresh.has(id));
  return Object.fromEntries([...kept, ...rows].slice(-NAMES_LIMIT));
}
