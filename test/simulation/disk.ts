import type { EmergencyOptions } from "../../src/gate/heart/emergency.ts";
import type { GateJournal } from "../../src/gate/heart/gate.ts";
import { evolve } from "../../src/gate/mind/evolve.ts";
import { type GateState, initialState } from "../../src/gate/mind/state.ts";
import type { EmergencyNotes } from "../../src/store/emergency.ts";
import type { Draft } from "../../src/store/events/envelope.ts";
import type { GateEvent } from "../../src/store/events/gate.ts";
import { JournalError } from "../../src/store/journal/error.ts";
import { type MemoryJournal, memoryJournal } from "../gate/memory.ts";
import type { Mortal } from "./mortal.ts";

/** What survives a process: the journal's transactions, whole or not at all, the emergency notes, the armed marker. */
export class Disk {
  readonly memory: MemoryJournal = memoryJournal();
  readonly #onDurable: (event: GateEvent) => void;
  readonly #notes: Draft[] = [];
  /** The fold of the journal from its first event on, kept as it grows: what every mind has to be. */
  folded: GateState = initialState;
  /** The journal cannot be written; `isDead`: nor can the notes. */
  isFull = false;
  isDead = false;
  /** Whether the next start may trade. */
  isArmed = true;

  constructor(onDurable: (event: GateEvent) => void) {
    this.#onDurable = onDurable;
  }

  get events(): readonly GateEvent[] {
    return this.memory.events as readonly GateEvent[];
  }

  mend(): void {
    this.isFull = false;
    this.isDead = false;
  }

  /** The journal as one process has it open: it may die before a batch is durable, or right after. */
  openFor(mortal: Mortal): GateJournal {
    return {
      ...this.memory,
      append: (drafts) => {
        if (drafts.length > 0) mortal.pass("before");
        if (this.isFull) throw new JournalError("WRITE_FAILED", "the disk is full");
        const events = this.memory.append(drafts);
        for (const event of events as readonly GateEvent[]) {
          this.folded = { ...evolve(this.folded, event), seq: event.seq };
          this.#onDurable(event);
        }
        if (drafts.length > 0) mortal.pass("after");
        return events;
      },
      saveSnapshot: (seq, state) => {
        if (mortal.isAlive) this.memory.saveSnapshot(seq, state);
      },
    };
  }

  /** What one process has left when the journal cannot be written. */
  emergencyFor(mortal: Mortal, goesOn: boolean): EmergencyOptions {
    return {
      notes: this.#notesFor(mortal),
      disarm: () => {
        // The dead do nothing, though their last breath runs on.
        if (mortal.isAlive) this.isArmed = false;
      },
      goesOn,
    };
  }

  #notesFor(mortal: Mortal): EmergencyNotes {
    return {
      read: () => [...this.#notes],
      note: (drafts) => {
        mortal.pass("before");
        if (this.isDead) return false;
        this.#notes.push(...drafts);
        for (const draft of drafts) this.#onDurable({ ...draft, seq: 0, prevHash: "", hash: "" } as GateEvent);
        mortal.pass("after");
        return true;
      },
      clear: () => {
        if (mortal.isAlive) this.#notes.splice(0);
      },
      close: () => {},
    };
  }
}
