import { canonicalJson } from "../../src/store/canonical.ts";
import type { Draft, Recorded } from "../../src/store/events/envelope.ts";
import { plainOf } from "../../src/store/journal/plain.ts";
import type { Snapshot } from "../../src/store/journal/snapshots.ts";
import { JournalError } from "../../src/store/journal/error.ts";
import type { GateJournal } from "../../src/gate/heart/gate.ts";

/** A journal without a disk: the same refusals, and events come back as a replay reads them. */
export interface MemoryJournal extends GateJournal {
  readonly events: readonly Recorded[];
  /** From the next append on, the disk is full. */
  breakDown(): void;
  /** The disk has room again. */
  mend(): void;
  /** What another process would find: the same events, and the snapshot if there is one. */
  copy(): MemoryJournal;
}

export function memoryJournal(held: readonly Recorded[] = [], left: Snapshot | null = null): MemoryJournal {
  const events: Recorded[] = [...held];
  const ids = new Set(events.map(({ id }) => id));
  const orders = new Set(events.flatMap((event) => orderOf(event) ?? []));
  let snapshot = left;
  let broken = false;
  return {
    events,
    breakDown: () => {
      broken = true;
    },
    mend: () => {
      broken = false;
    },
    copy: () => memoryJournal(events, snapshot),
    append(drafts) {
      if (broken) throw new JournalError("WRITE_FAILED", "the disk is full");
      if (drafts.some(({ id }) => ids.has(id))) throw new JournalError("DUPLICATE_ID", "an id is taken");
      if (drafts.some((draft) => orders.has(orderOf(draft) ?? ""))) {
        throw new JournalError("DUPLICATE_ORDER", "an order id is taken");
      }
      const recorded = drafts.map((draft, i) => ({
        ...draft,
        data: plainOf(draft.data) ?? (JSON.parse(canonicalJson(draft.data)) as unknown),
        seq: events.length + i + 1,
        prevHash: "",
        hash: "",
      }));
      for (const event of recorded) {
        ids.add(event.id);
        const order = orderOf(event);
        if (order !== null) orders.add(order);
      }
      events.push(...recorded);
      return recorded;
    },
    read: (fromSeq, limit = 10_000) => events.slice(fromSeq - 1, fromSeq - 1 + limit),
    replay: (fromSeq, limit = 10_000) => events.slice(fromSeq - 1, fromSeq - 1 + limit),
    head: () => ({ seq: events.length, hash: "" }),
    saveSnapshot: (seq, state) => {
      snapshot = { seq, state };
    },
    loadSnapshot: () => snapshot,
  };
}

const orderOf = ({ type, data }: Draft): string | null =>
  type === "order.reserved" ? (data as { clientOrderId: string }).clientOrderId : null;
