import type { GateEvent } from "../../store/events/gate.ts";
import type { Journal } from "../../store/journal/journal.ts";
import { evolve } from "../mind/evolve.ts";
import { type GateState, initialState } from "../mind/state.ts";

/** Raised whenever a fold changes its meaning: older snapshots are then ignored and history is read again. */
const FOLD_VERSION = 11;
export const SNAPSHOT_EVERY = 5_000;
const PAGE = 1_000;

export const snapshotOf = (state: GateState): string => JSON.stringify({ foldVersion: FOLD_VERSION, state });

/**
 * The mind as of the journal's last event: from the newest snapshot of this fold version, or from the beginning.
 * @throws JournalError ALTERED when what it is made of is not what was written.
 */
export function recover(journal: Pick<Journal, "replay" | "loadSnapshot" | "head">): GateState {
  let state = fromSnapshot(journal) ?? initialState;
  const { seq: last } = journal.head();
  while (state.seq < last) {
    const events = journal.replay(state.seq + 1, PAGE) as readonly GateEvent[];
    if (events.length === 0) throw new RangeError(`event ${state.seq + 1} of ${last} is missing from the journal`);
    for (const event of events) state = { ...evolve(state, event), seq: event.seq };
  }
  return state;
}

function fromSnapshot(journal: Pick<Journal, "loadSnapshot">): GateState | null {
  const snapshot = journal.loadSnapshot();
  if (snapshot === null) return null;
  const { foldVersion, state } = JSON.parse(snapshot.state) as { foldVersion: number; state: GateState };
  return foldVersion === FOLD_VERSION && state.seq === snapshot.seq ? state : null;
}
