import type { Recorded } from "../events/envelope.ts";
import { GENESIS } from "../journal/record.ts";
import { openProjectionFile } from "./file.ts";

/** What a projection folds: an event's place in its chain matters, so that none is skipped or taken twice. */
export type Apply<State> = (state: State, event: Recorded) => State;

/** A readable file of what the journal says, for people and for the screen; never an input to the gate. */
export interface Projection<State> {
  /** As of the last event applied. */
  readonly state: State;
  /** The seq of the last event applied; 0 when there is none. Apply from the next one on. */
  readonly seq: number;
  /**
   * Applies the events in order; those applied before are passed over.
   * @throws ProjectionGap when one is missing or they are of another chain: `reset` and apply all from seq 1.
   */
  applyAll(events: readonly Recorded[]): void;
  /** Forgets everything: the next event is seq 1. */
  reset(): void;
  /** Writes the file, whole or not at all, if something changed since; call it once per candle, not per event. */
  flush(): void;
}

export class ProjectionGap extends Error {
  override readonly name = "ProjectionGap";
}

/**
 * Opens the projection in `path`, whose one writer this is. `state` is plain JSON and starts as `empty`; `apply` is pure.
 * Disposable: a file that is missing or unusable starts at seq 0, and a replay gives the same bytes again.
 */
export function openProjection<State>(path: string, empty: State, apply: Apply<State>): Projection<State> {
  const start = { seq: 0, hash: GENESIS, state: empty };
  const file = openProjectionFile(path, start);
  let held = file.data;
  let dirty = false;
  const applyOne = (event: Recorded) => {
    if (event.seq <= held.seq) return;
    if (event.seq !== held.seq + 1 || event.prevHash !== held.hash) {
      throw new ProjectionGap(
        `${path}: event ${event.seq} does not follow event ${held.seq}; reset and replay the journal`,
      );
    }
    held = { seq: event.seq, hash: event.hash, state: apply(held.state, event) };
    dirty = true;
  };
  return {
    get state() {
      return held.state;
    },
    get seq() {
      return held.seq;
    },
    applyAll(events) {
      for (const event of events) applyOne(event);
    },
    reset() {
      held = start;
      dirty = true;
    },
    flush() {
      if (!dirty) return;
      file.write(held);
      dirty = false;
    },
  };
}
