/** How far back frames that were cut are counted. */
const WINDOW_MS = 10_000;
/** Frames are counted together by slots of so long: what is remembered is bounded, however many come. */
const SLOT_MS = 250;

interface Slot {
  readonly startMs: number;
  frames: number;
}

/** How many frames were cut within the last ten seconds of a monotonic clock (up to a slot more, never less). */
export class FloodWatch {
  readonly #slots: Slot[] = [];
  #total = 0;

  /** Counts one more: gives how many that makes. */
  count(nowMs: number): number {
    const newest = this.#slots.at(-1);
    if (newest !== undefined && nowMs < newest.startMs + SLOT_MS) newest.frames += 1;
    else this.#slots.push({ startMs: nowMs, frames: 1 });
    this.#total += 1;
    for (let oldest = this.#slots[0]; oldest !== undefined && isPast(oldest, nowMs); oldest = this.#slots[0]) {
      this.#total -= oldest.frames;
      this.#slots.shift();
    }
    return this.#total;
  }

  /** What came before counts no more. */
  forget(): void {
    this.#slots.length = 0;
    this.#total = 0;
  }
}

const isPast = ({ startMs }: Slot, nowMs: number): boolean => nowMs - startMs >= WINDOW_MS + SLOT_MS;
