import type { ProposalRow } from "../../gate/contract/rulebook.ts";
import { type GateEventType, gateEvents } from "../../store/events/gate.ts";
import type { Intent } from "../../store/words/intent.ts";
import { proposal, type Proposal } from "../../store/words/proposal.ts";

/** More than the gate keeps. */
const MAX_KNOWN = 200;

interface Mirrored {
  readonly type: string;
  readonly data: unknown;
}

/**
 * Entries that wait, or waited, for a person: the gate's answer to them comes as an event, candles later. Known from the
 * gate's own proposals, so that it does not matter which process of the agent once asked.
 */
export class WaitingIntents {
  readonly #intents = new Map<string, Intent>();

  /** What the gate lists, answered or not: an answer may still be on its way here. */
  know(rows: readonly ProposalRow[]): void {
    for (const row of rows) this.#add(row.proposal);
  }

  /** Takes an event of the gate; gives the entry that it denies for good, with the checks that did not pass. */
  observe({ type, data }: Mirrored): { readonly intent: Intent; readonly by: readonly string[] } | null {
    if (type === "proposal.submitted") {
      const filed = proposal.safeParse(data).data;
      if (filed !== undefined) this.#add(filed);
      return null;
    }
    if (type !== ("intent.denied" satisfies GateEventType)) return null;
    const denied = gateEvents["intent.denied"].safeParse(data).data;
    const intent = this.#intents.get(denied?.intentId ?? "");
    // Another body under its id is another wish: the one that waits is not answered by that.
    if (denied === undefined || intent === undefined || denied.asked !== undefined) return null;
    this.#intents.delete(intent.intentId);
    return { intent, by: denied.denials };
  }

  #add(filed: Proposal): void {
    if (filed.kind !== "order.approve") return;
    this.#intents.set(filed.intent.intentId, filed.intent);
    const [oldest] = this.#intents.keys();
    if (this.#intents.size > MAX_KNOWN && oldest !== undefined) this.#intents.delete(oldest);
  }
}
