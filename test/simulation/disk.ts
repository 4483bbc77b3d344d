import type { GateJournal } from "../../src/gate/heart/gate.ts";
import type { GateEvent } from "../../src/store/events/gate.ts";
import { JournalError } from "../../src/store/journal/error.ts";
import { type MemoryJournal, memoryJournal } from "../gate/memory.ts";
import type { Mortal } from "./mortal.ts";

/** What survives a process: the journal's transactions, whole or not at all. It may be full for a while. */
export class Disk {
  readonly memory: MemoryJournal = memoryJournal();
  readonly #onDurable: (event: GateEvent) => void;
  full = false;

  constructor(onDurable: (event: GateEvent) => void) {
    this.#onDurable = onDurable;
  }

  get events(): readonly GateEvent[] {
    return this.memory.events as readonly GateEvent[];
  }

  /** The journal as one process has it open: it may die before a batch is durable, or right after. */
  openFor(mortal: Mortal): GateJournal {
    return {
      ...this.memory,
      append: (drafts) => {
        if (drafts.length > 0) mortal.pass("before");
        if (this.full) throw new JournalError("WRITE_FAILED", "the disk is full");
        const events = this.memory.append(drafts);
        for (const event of events as readonly GateEvent[]) this.#onDurable(event);
        if (drafts.length > 0) mortal.pass("after");
        return events;
      },
    };
  }
}
