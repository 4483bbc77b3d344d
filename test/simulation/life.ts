import { PROTOCOL_VERSION } from "../../src/gate/contract/frame.ts";
import { Refusal } from "../../src/gate/contract/refusal.ts";
import type { Command } from "../../src/gate/decide/command.ts";
import { type EmergencyOptions, takeOverNotes } from "../../src/gate/heart/emergency.ts";
import { Gate, type GateJournal } from "../../src/gate/heart/gate.ts";
import { WallTime } from "../../src/gate/heart/marketTime.ts";
import type { Safety } from "../../src/gate/safety/schema.ts";
import type { Venue } from "../../src/gate/venue/venue.ts";
import type { IdSource } from "../../src/store/ids.ts";
import { JournalError } from "../../src/store/journal/error.ts";
import type { Clock } from "../../src/store/time.ts";
import { arm, listed, type open, yesToStarters } from "../gate/facts.ts";
import type { Mortal } from "./mortal.ts";

export interface LifeOptions {
  readonly mortal: Mortal;
  readonly journal: GateJournal;
  readonly emergency: EmergencyOptions;
  readonly safety: Safety;
  readonly now: Clock;
  readonly nextId: IdSource;
  readonly account: typeof open;
  /** A command was carried out, or the venue was heard. */
  /** Whether it may trade; else a person has to look first. */
  readonly isArmed: boolean;
  readonly onDone: (command: Command | null) => void;
  /** The process ended: it crashed or its memory failed (`surprise` null), or it met what it did not expect. */
  readonly onEnd: (surprise: string | null) => void;
}

/** One process of the gate, from its start to its end. It is entered from outside only through `does` and `hears`. */
export class Life {
  readonly gate: Gate;
  readonly #options: LifeOptions;
  #ended = false;

  /** @throws JournalError while notes cannot be taken over; whatever its memory throws when it cannot even be read. */
  constructor(options: LifeOptions) {
    const { journal, emergency, safety, now, nextId } = options;
    this.#options = options;
    takeNotes(options);
    this.gate = new Gate({
      journal,
      safety,
      timeframe: "1h",
      time: new WallTime(now),
      nextId,
      publish: () => {},
      emergency,
    });
  }

  /** As bin starts it: the account if there is none, the start, and only then the hand. */
  begin(venue: Venue): void {
    const { account } = this.#options;
    const { gate } = this;
    if (gate.state.binding === null) {
      this.does(account);
      if (account.binding.mode === "live") for (const level of ["small", "full"] as const) this.does(arm(level));
    }
    for (const command of yesToStarters(gate.state)) this.does(command);
    const recoveredSeq = gate.state.seq;
    this.does({ type: "gate.start", protocol: PROTOCOL_VERSION, recoveredSeq, instruments: listed });
    if (gate.failure !== null) this.#end(null);
    if (!this.#options.isArmed) this.does({ type: "trading.halt", cause: "journal", reason: "disarmed" });
    this.enters(() => gate.connect(venue));
  }

  get isAlive(): boolean {
    return !this.#ended;
  }

  /** A command from agent, operator or market. A refusal is an answer. */
  does(command: Command): void {
    this.enters(() => void this.gate.execute(command), command);
  }

  /** The venue has something to say: it is judged at once, or when the command under way is done. */
  hears(command: Command): void {
    if (this.#ended) return;
    this.gate.report(command);
    this.enters(() => this.gate.drain());
  }

  /** Its memory may be back. */
  takesOver(): void {
    this.enters(() => void this.gate.takeOver());
  }

  /** Does some work inside of the process, and sees whether it survives that. */
  enters(work: () => void, command: Command | null = null): void {
    if (this.#ended) return;
    try {
      work();
      // The gate takes a crash in its memory for a disk that failed, and would go on.
      if (this.#options.mortal.isAlive) this.#options.onDone(command);
      else this.#end(null);
    } catch (error) {
      if (!this.#options.mortal.isAlive) this.#end(null);
      else if (this.gate.isInEmergency && error instanceof Refusal) return;
      else if (this.gate.failure?.reason === "JOURNAL_UNWRITABLE") this.#end(null);
      else if (this.gate.failure !== null || !(error instanceof Refusal)) this.#end(textOf(error));
    }
  }

  #end(surprise: string | null): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#options.mortal.die();
    this.#options.onEnd(surprise);
  }
}

/** What was noted in an emergency goes on the record before anything else does. */
function takeNotes({ journal, emergency: { notes }, now, nextId }: LifeOptions): void {
  if (notes.read().length === 0) return;
  const isTaken = takeOverNotes(journal, notes, { cause: "started", now: now(), id: nextId() });
  if (!isTaken) throw new JournalError("WRITE_FAILED", "the notes cannot be taken over");
}

/** What an error says, and where it came from. */
export const textOf = (error: unknown): string =>
  error instanceof Error
    ? `${error.message} (${error.stack?.split("\n")[1]?.trim() ?? "?"})`
    : "something that is no error";
