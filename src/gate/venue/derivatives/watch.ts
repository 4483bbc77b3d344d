import type { SeenPosition } from "../../../store/events/exposureSeen.ts";
import type { Clock, Timestamp } from "../../../store/time.ts";
import type { Timers } from "../../heart/pace.ts";
import type { Answer } from "../exchange.ts";
import type { PositionSource } from "./source.ts";

export interface ExposureWatchOptions {
  readonly sources: readonly PositionSource[];
  readonly now: Clock;
  readonly timers: Timers;
  /** From the end of one look at a venue to the next. */
  readonly everyMs: number;
  readonly report: (source: string, at: Timestamp, positions: readonly SeenPosition[]) => void;
  /** A line for the log, when a venue falls silent and when it speaks again. */
  readonly say: (line: string) => void;
}

/**
 * Looks at derivatives venues, each at its own pace. What one did not tell is not reported: what was seen there last grows
 * old, and the risk limits deny when it is too old.
 */
export class ExposureWatch {
  readonly #options: ExposureWatchOptions;
  readonly #callOffs = new Map<string, () => void>();
  readonly #silent = new Set<string>();
  #running = false;

  constructor(options: ExposureWatchOptions) {
    this.#options = options;
  }

  start(): void {
    this.#running = true;
    for (const source of this.#options.sources) this.#after(source, 0);
  }

  stop(): void {
    this.#running = false;
    for (const callOff of this.#callOffs.values()) callOff();
  }

  #after(source: PositionSource, ms: number): void {
    this.#callOffs.set(
      source.name,
      this.#options.timers.after(ms, () => void this.#look(source)),
    );
  }

  async #look(source: PositionSource): Promise<void> {
    // As of the question: what is traded there while it answers may not be in the answer.
    const at = this.#options.now();
    const answer = await source.positions();
    if (!this.#running) return;
    this.#note(source.name, answer);
    if (answer.known) this.#options.report(source.name, at, answer.value);
    this.#after(source, this.#options.everyMs);
  }

  #note(name: string, answer: Answer<unknown>): void {
    if (answer.known === !this.#silent.has(name)) return;
    if (answer.known) this.#silent.delete(name);
    else this.#silent.add(name);
    this.#options.say(
      answer.known ? `${name}: told again what it holds` : `${name}: did not tell what it holds (${answer.cause})`,
    );
  }
}
