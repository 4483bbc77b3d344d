import type { GateDraft, GateEvent } from "../../store/events/gate.ts";
import { JournalError } from "../../store/journal/error.ts";
import type { Journal } from "../../store/journal/journal.ts";
import type { IdSource } from "../../store/ids.ts";
import type { Timeframe } from "../../store/time.ts";
import { Refusal } from "../contract/refusal.ts";
import type { Command } from "../decide/command.ts";
import { decide } from "../decide/decide.ts";
import { evolve } from "../mind/evolve.ts";
import type { GateState } from "../mind/state.ts";
import type { Safety } from "../safety/schema.ts";
import type { Venue } from "../venue/venue.ts";
import type { MarketTime } from "./marketTime.ts";
import { type EmergencyOptions, isAllowed, keepOf, takeOverNotes } from "./emergency.ts";
import { recover, SNAPSHOT_EVERY, snapshotOf } from "./recover.ts";

/** What the heart needs of its memory. */
export type GateJournal = Pick<Journal, "append" | "read" | "replay" | "head" | "saveSnapshot" | "loadSnapshot">;

export interface GateOptions {
  readonly journal: GateJournal;
  readonly safety: Safety;
  readonly timeframe: Timeframe;
  readonly time: MarketTime;
  readonly nextId: IdSource;
  /** Called with each event once it is durable, in order. */
  readonly publish: (event: GateEvent) => void;
  /** What is left to do when the memory cannot be written; without it nothing is. */
  readonly emergency?: EmergencyOptions;
}

const NOTHING_KEPT: ReadonlySet<string> = new Set(["DUPLICATE_ID", "DUPLICATE_ORDER"]);

/**
 * The heart. Nothing else in this process acts: a command is judged, what was decided is made durable, folded into the
 * mind and shown, and only then does the hand move. What the venue answers comes back as the next command.
 */
export class Gate {
  readonly #options: GateOptions;
  #state: GateState;
  #safety: Safety;
  #venue: Venue | null = null;
  readonly #queue: Command[] = [];
  readonly #unheard: unknown[] = [];
  #beating = false;
  #failed: Refusal | null = null;
  #snapshotAt: number;

  constructor(options: GateOptions) {
    this.#options = options;
    this.#state = recover(options.journal);
    this.#safety = options.safety;
    this.#snapshotAt = this.#state.seq;
  }

  get state(): GateState {
    return this.#state;
  }

  /** The limits in force: the one place where they stand. */
  get safety(): Safety {
    return this.#safety;
  }

  /** Why this gate can do nothing any more; null while it can. */
  get failure(): Refusal | null {
    return this.#failed;
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
   * @throws RangeError from within another command: half of that one has not happened yet.
   */
  execute(command: Command): readonly GateEvent[] {
    if (this.#beating) throw new RangeError(`${command.type} came while another command is carried out; report it`);
    const events = this.#beat(command);
    this.drain();
    return events;
  }

  /** Judges what the venue has reported since. An outcome that cannot be booked must not be forgotten: the gate fails. */
  drain(): void {
    if (this.#beating) return;
    try {
      for (let next = this.#queue.shift(); next !== undefined; next = this.#queue.shift()) this.#beat(next);
    } catch (error) {
      this.#fail(error);
      throw error;
    }
    if (this.#state.seq - this.#snapshotAt >= SNAPSHOT_EVERY) this.snapshot();
    const [unheard] = this.#unheard.splice(0);
    if (unheard !== undefined) throw unheard;
  }

  #beat(command: Command): readonly GateEvent[] {
    if (this.#failed !== null && !this.#mayStill(command)) throw this.#failed;
    this.#beating = true;
    try {
      if (this.#failed !== null) return this.#inEmergency(command);
      const events = this.#record(this.#judge(command));
      this.#carryOut(command, events);
      return events;
    } catch (error) {
      // The memory failed just now: what had been asked for still happens, if it makes nothing larger.
      if (error === this.#failed && this.#mayStill(command)) return this.#inEmergency(command);
      throw error;
    } finally {
      this.#beating = false;
    }
  }

  #judge(command: Command): readonly GateDraft[] {
    const { timeframe, time, nextId } = this.#options;
    return decide(command, this.#state, { now: time.now(), nextId, safety: this.#safety, timeframe });
  }

  /** Whether this gate acts without its memory: everything is off but the way out. */
  get isInEmergency(): boolean {
    return this.#failed?.reason === "JOURNAL_UNWRITABLE" && this.#options.emergency?.goesOn === true;
  }

  #mayStill(command: Command): boolean {
    return this.isInEmergency && isAllowed(command);
  }

  /** Judged as ever; noted instead of recorded; shown to nobody, since the record does not have it yet. */
  #inEmergency(command: Command): readonly GateEvent[] {
    const { emergency } = this.#options;
    if (emergency === undefined) return [];
    const kept = keepOf(this.#judge(command), emergency.notes);
    const { seq } = this.#state;
    const events = kept.map((draft): GateEvent => ({ ...draft, seq, prevHash: "", hash: "" }));
    this.#carryOut(command, events, false);
    return events;
  }

  /**
   * Takes the notes over into the record, if it can be written again, and goes on from there. To be called now and then.
   * False while it cannot.
   */
  takeOver(): boolean {
    const { emergency, journal, time, nextId } = this.#options;
    if (emergency === undefined || !this.isInEmergency || this.#beating) return false;
    const cause = this.#failed?.message.slice(0, 300) ?? "";
    if (!takeOverNotes(journal, emergency.notes, { cause, now: time.now(), id: nextId() })) return false;
    const from = this.#state.seq + 1;
    this.#state = recover(journal);
    this.#failed = null;
    for (const event of journal.read(from) as readonly GateEvent[]) this.#show(event);
    // Where not even a note could be made, the halt and whatever kill came meanwhile stood in memory alone.
    const isHalted = this.#state.holds.some((hold) => hold.cause === "journal");
    if (!isHalted) this.execute({ type: "trading.halt", cause: "journal", reason: cause.slice(0, 200) });
    return true;
  }

  #record(drafts: ReturnType<typeof decide>): readonly GateEvent[] {
    try {
      return this.#options.journal.append(drafts) as readonly GateEvent[];
    } catch (error) {
      // An id that is already there is a definite no to this command alone; anything else is a memory that failed.
      if (error instanceof JournalError && NOTHING_KEPT.has(error.code)) {
        throw new Refusal("NOT_ALLOWED_NOW", error.message);
      }
      const failure = this.#fail(error, "JOURNAL_UNWRITABLE");
      this.#alarm(failure);
      throw failure;
    }
  }

  /** Halted, in memory and for the next start; every entry is taken back. */
  #alarm({ message }: Refusal): void {
    const { emergency } = this.#options;
    if (emergency === undefined) return;
    emergency.disarm();
    this.#inEmergency({ type: "trading.halt", cause: "journal", reason: message.slice(0, 200) });
  }

  /** What is on the record is believed, shown and done. If that breaks off, nothing goes on before the next start. */
  #carryOut(command: Command, events: readonly GateEvent[], isShown = true): void {
    try {
      for (const event of events) this.#state = { ...evolve(this.#state, event), seq: event.seq };
      if ("safety" in command) this.#safety = command.safety;
      if (isShown) for (const event of events) this.#show(event);
      for (const event of events) this.#act(event);
    } catch (error) {
      this.#fail(error);
      throw error;
    }
  }

  /** Whoever cannot be shown an event must not keep the hand from moving: that is said once the command is done. */
  #show(event: GateEvent): void {
    try {
      this.#options.publish(event);
    } catch (error) {
      this.#unheard.push(error);
    }
  }

  #fail(error: unknown, reason: "INTERNAL" | "JOURNAL_UNWRITABLE" = "INTERNAL"): Refusal {
    this.#failed ??= new Refusal(reason, error instanceof Error ? error.message : String(error));
    return this.#failed;
  }

  /** Leaves a snapshot, so that the next start does not have to read all of history. */
  snapshot(): void {
    // What a gate without its memory knows is not on the record, and would come back as if it were.
    if (this.#failed !== null || this.#state.seq === this.#snapshotAt) return;
    this.#snapshotAt = this.#state.seq;
    try {
      this.#options.journal.saveSnapshot(this.#state.seq, snapshotOf(this.#state));
    } catch {
      // Losing it loses nothing, and what was carried out must not look refused: the next event tells of a full disk.
    }
  }

  #act(event: GateEvent): void {
    if (event.type !== "order.submitted" && event.type !== "order.pending_cancel") return;
    const { clientOrderId } = event.data;
    // What is decided before there is a hand waits in the mind: `connect` takes up every order that is to be there or to go.
    if (this.#venue === null) return;
    const order = this.#state.orders[clientOrderId];
    if (event.type === "order.pending_cancel") this.#venue.cancel(clientOrderId);
    else if (order !== undefined) this.#venue.submit(order.spec);
  }
}
