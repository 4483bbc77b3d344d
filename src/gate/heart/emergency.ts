import type { EmergencyNotes } from "../../store/emergency.ts";
import type { GateDraft } from "../../store/events/gate.ts";
import type { Id } from "../../store/ids.ts";
import { JournalError } from "../../store/journal/error.ts";
import type { Journal } from "../../store/journal/journal.ts";
import type { Timestamp } from "../../store/time.ts";
import type { Command, CommandType } from "../decide/command.ts";

/** What a gate has left when its journal cannot be written. */
export interface EmergencyOptions {
  readonly notes: EmergencyNotes;
  /** From now on a start is a halted one. */
  readonly disarm: () => void;
  /**
   * Whether the gate goes on meanwhile. Where the market stands still without it (sim, replay) it ends instead: nothing
   * is lost, and the next start repeats the tick.
   */
  readonly goesOn: boolean;
}

const ALLOWED: ReadonlySet<CommandType> = new Set<CommandType>([
  "trading.halt",
  "trading.reduce",
  "trading.disarm",
  "account.flatten",
  "order.cancel",
  "market.advance",
  "market.quote",
  "exposure.see",
  "agent.detach",
  "agent.silent",
  "agent.heard",
  "gate.stop",
]);

/** What makes nothing larger: the way out, its outcomes, and the prices that stops are held against, what is seen elsewhere. */
export const isAllowed = ({ type }: Command): boolean => ALLOWED.has(type) || type.startsWith("venue.");

/** Told anew once the memory is back, by the market, the venue or the agent themselves. */
const FORGOTTEN = /^(market|day|week|agent|dead_man|foreign|gate|instruments|exposure)\./;

/**
 * What may be done of what was decided: all of it once it is noted; where not even a note can be made, only cancels,
 * which are the same however often they are sent. An entry never.
 */
export function keepOf(drafts: readonly GateDraft[], notes: EmergencyNotes): readonly GateDraft[] {
  const isEntry = drafts.some(({ type, data }) => type === "order.reserved" && data.role === "entry");
  if (isEntry) return [];
  const worth = drafts.filter(({ type }) => !FORGOTTEN.test(type));
  if (worth.length === 0 || notes.note(worth)) return drafts;
  return drafts.filter(({ type }) => type === "order.pending_cancel" || FORGOTTEN.test(type));
}

/** What the notes say goes on the record, once; with a word that it did. False when it cannot be written yet. */
export function takeOverNotes(
  journal: Pick<Journal, "append">,
  notes: EmergencyNotes,
  { cause, now, id }: { readonly cause: string; readonly now: Timestamp; readonly id: Id },
): boolean {
  const drafts = notes.read();
  const word = { id, ts: now, type: "gate.recovered", causationId: null, correlationId: id } as const;
  try {
    journal.append([...drafts, { ...word, data: { notes: drafts.length, cause } }]);
  } catch (error) {
    // They are there already: a process ended between taking them over and clearing them.
    if (!(error instanceof JournalError) || error.code !== "DUPLICATE_ID") return false;
  }
  notes.clear();
  return true;
}
