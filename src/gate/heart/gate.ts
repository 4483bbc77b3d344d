import type { GateEvent } from "../../store/events/gate.ts";
import { JournalError } from "../../store/journal/error.ts";
import type { Journal } from "../../store/journal/journal.ts";
import type { IdSource } from "../../store/ids.ts";
import type { Timeframe } from "../../store/time.ts";
import { Refusal } from "../contract/refusal.ts";
import type { Command } from "../decide/command.ts";
import { decide } from "../decide/decide.ts";
import type { InstrumentFacts } from "../decide/story.ts";
import { evolve } from "../mind/evolve.ts";
import type { GateState } from "../mind/state.ts";
import type { Safety } from "../safety/schema.ts";
import type { Venue } from "../venue/venue.ts";
import type { MarketTime } from "./marketTime.ts";
import { recover, SNAPSHOT_EVERY, snapshotOf } from "./recover.ts";

/** What the heart needs of its memory. */
export type GateJournal = Pick<Journal, "append" | "read" | "head" | "saveSnapshot" | "loadSnapshot">;

export interface GateOptions {
  readonly journal: GateJournal;
  readonly safety: Safety;
  readonly timeframe: Timeframe;
  readonly instrument: (symbol: string) => InstrumentFacts | undefined;
  readonly time: MarketTime;
  readonly nextId: IdSource;
  /** Called with each event once it is durable, in order. */
  readonly publish: (event: GateEvent) => void;
}

const NOTHING_KEPT: ReadonlySet<string> = new Set(["DUPLICATE_ID", "DUPLICATE_ORDER"]);

/**
 * The heart. Nothing else in this process acts: a command is judged, what was decided is made durable, folded into the
 * mind and shown, and only then does the hand move. What the venue answers comes back as the next command.
 */
export class Gate {
  readonly #options: GateOptions;
  #state: GateState;
  #venue: Venue | null = null;
  readonly #queue: Command[] = [];
  #beating = false;
  #failed: Error | null = null;
  #snapshotAt: number;

  constructor(options: GateOptions) {
    this.#options = options;
    this.#state = recover(options.journal);
    this.#snapshotAt = this.#state.seq;
  }

  get state(): GateState {
    return this.#state;
  }

  /** Gives the gate its hand, with the orders that were working when the last one fell still. */
  connect(venue: Venue): void {
    this.#venue = venue;
    venue.restore(Object.values(this.#state.orders));
    this.drain();
  }

  /** For venues: an outcome to be judged as soon as the heart is free. */
  readonly report = (command: Command): void => {
    this.#queue.push(command);
  };

  /**
   * Carries out one command and everything that the venue answers at once. Gives the events of the command itself.
   * @throws Refusal when it may not be carried out, or JOURNAL_UNWRITABLE once the memory has failed: nothing acts then.
   */
  execute(command: Command): readonly GateEvent[] {
    const events = this.#beat(command);
    this.drain();
    return events;
  }

  /** Judges what the venue has reported since. */
  drain(): void {
    if (this.#beating) return;
    for (let next = this.#queue.shift(); next !== undefined; next = this.#queue.shift()) this.#beat(next);
  }

  #beat(command: Command): readonly GateEvent[] {
    if (this.#failed !== null) throw new Refusal("JOURNAL_UNWRITABLE", this.#failed.message);
    this.#beating = true;
    try {
      const { safety, timeframe, instrument, time, nextId } = this.#options;
      const drafts = decide(command, this.#state, { now: time.now(), nextId, safety, timeframe, instrument });
      const events = this.#record(drafts);
      for (const event of events) this.#options.publish(event);
      for (const event of events) this.#act(event);
      return events;
    } finally {
      this.#beating = false;
    }
  }

  #record(drafts: ReturnType<typeof decide>): readonly GateEvent[] {
    let events: readonly GateEvent[];
    try {
      events = this.#options.journal.append(drafts) as readonly GateEvent[];
    } catch (error) {
      const failure = error instanceof Error ? error : new Error(String(error));
      // An id that is already there is a definite no to this command alone; anything else is a memory that failed.
      if (error instanceof JournalError && NOTHING_KEPT.has(error.code)) {
        throw new Refusal("NOT_ALLOWED_NOW", failure.message);
      }
      this.#failed = failure;
      throw new Refusal("JOURNAL_UNWRITABLE", failure.message);
    }
    for (const event of events) this.#state = { ...evolve(this.#state, event), seq: event.seq };
    if (this.#state.seq - this.#snapshotAt >= SNAPSHOT_EVERY) this.snapshot();
    return events;
  }

  /** Leaves a snapshot, so that the next start does not have to read all of history. Losing it loses nothing. */
  snapshot(): void {
    if (this.#state.seq === this.#snapshotAt) return;
    this.#options.journal.saveSnapshot(this.#state.seq, snapshotOf(this.#state));
    this.#snapshotAt = this.#state.seq;
  }

  #act(event: GateEvent): void {
    if (event.type !== "order.submitted" && event.type !== "order.pending_cancel") return;
    const { clientOrderId } = event.data;
    if (this.#venue === null) throw new RangeError(`no venue for ${event.type} ${clientOrderId}`);
    const order = this.#state.orders[clientOrderId];
    if (event.type === "order.pending_cancel") this.#venue.cancel(clientOrderId);
    else if (order !== undefined) this.#venue.submit(order.spec);
  }
}
