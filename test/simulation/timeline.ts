import type { Timers } from "../../src/gate/heart/pace.ts";
import type { Clock } from "../../src/store/time.ts";

interface Due {
  readonly atMs: number;
  readonly order: number;
  readonly work: () => void;
  taken: boolean;
}

/**
 * The time of a world. It stands still but for `next`, which goes on to whatever is due first; what is due at the same
 * moment happens in the order in which it was asked for. The wall clock may be set, the monotonic one never jumps.
 */
export class Timeline {
  readonly #heap: Due[] = [];
  #monotonicMs = 0;
  #wallMs: number;
  #asked = 0;

  constructor(startMs: number) {
    this.#wallMs = startMs;
  }

  get monotonicMs(): number {
    return this.#monotonicMs;
  }

  /** What the wall clock shows. */
  readonly now: Clock = () => this.#wallMs + this.#monotonicMs;

  /** Somebody sets the wall clock, by so much. */
  jump(ms: number): void {
    this.#wallMs += ms;
  }

  /** Calls back once after `ms`; the function returned takes that back. */
  readonly after = (ms: number, work: () => void): (() => void) => {
    const due: Due = { atMs: this.#monotonicMs + Math.max(0, ms), order: (this.#asked += 1), work, taken: false };
    this.#push(due);
    return () => {
      due.taken = true;
    };
  };

  /** The machine's clock and timers for one process: once it is dead, nothing wakes it. */
  timersOf(isAlive: () => boolean): Timers {
    return {
      monotonicMs: () => this.#monotonicMs,
      after: (ms, work) => this.after(ms, () => void (isAlive() && work())),
    };
  }

  /** Goes on to what is due first, unless it lies beyond `untilMs`. False when there was nothing to do. */
  next(untilMs: number): boolean {
    for (let due = this.#heap[0]; due !== undefined && due.atMs <= untilMs; due = this.#heap[0]) {
      this.#pop();
      if (due.taken) continue;
      this.#monotonicMs = Math.max(this.#monotonicMs, due.atMs);
      due.work();
      return true;
    }
    this.#monotonicMs = Math.max(this.#monotonicMs, untilMs);
    return false;
  }

  #push(due: Due): void {
    const heap = this.#heap;
    let at = heap.push(due) - 1;
    for (let above = (at - 1) >> 1; at > 0 && isBefore(due, heap[above]); above = (at - 1) >> 1) {
      heap[at] = heap[above] ?? due;
      at = above;
    }
    heap[at] = due;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let at = 0;
    for (let child = 1; child < heap.length; child = 2 * at + 1) {
      if (isBefore(heap[child + 1], heap[child])) child += 1;
      const below = heap[child];
      if (below === undefined || !isBefore(below, last)) break;
      heap[at] = below;
      at = child;
    }
    heap[at] = last;
  }
}

const isBefore = (a: Due | undefined, b: Due | undefined): boolean =>
  a !== undefined && b !== undefined && (a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order));
