import { PROTOCOL_VERSION } from "../../../src/gate/contract/frame.ts";
import { Refusal } from "../../../src/gate/contract/refusal.ts";
import type { Command } from "../../../src/gate/decide/command.ts";
import { decide } from "../../../src/gate/decide/decide.ts";
import { evolve } from "../../../src/gate/mind/evolve.ts";
import { type GateState, initialState } from "../../../src/gate/mind/state.ts";
import type { Safety } from "../../../src/gate/safety/schema.ts";
import { canonicalJson } from "../../../src/store/canonical.ts";
import { plainOf } from "../../../src/store/journal/plain.ts";
import type { GateDraft, GateEvent } from "../../../src/store/events/gate.ts";
import { contextOf, counted, flatten, kill, listed, open, T0, tick } from "../facts.ts";
import { answerOf, closesOf, type Move, wishOf } from "./moves.ts";

/** An event as it was recorded, with the state before and after it. */
export interface Moment {
  readonly event: GateEvent;
  readonly before: GateState;
  readonly after: GateState;
}

/** A command that was carried out, or that was refused (then nothing happened). */
export interface Done {
  readonly command: Command;
  readonly refused: boolean;
  readonly after: GateState;
}

/** What looks at a life as it passes; a law that is broken throws. */
export interface Onlooker {
  readonly event?: (moment: Moment) => void;
  readonly command?: (done: Done) => void;
  /** Once, when everything was killed and flattened and the venue has answered plainly. */
  readonly end?: (state: GateState, history: readonly GateEvent[]) => void;
}

const START: Command = { type: "gate.start", protocol: PROTOCOL_VERSION, recoveredSeq: 0, instruments: listed };
/** The venue has nothing, and neither has the ledger. */
const AGREED: Command = {
  type: "venue.seen",
  snapshot: { askedAt: T0, fills: [], orders: [], balances: null, isWhole: true },
};
const FLAT = { "BTC/USD": 100, "ETH/USD": 100, "SOL/USD": 100 };
/** Plain answers until nothing is left to answer for. */
const SETTLING = ["accept", "cancelConfirmed", "fill", "tick"] as const;
const MAX_SETTLING = 120;

/** A gate without heart or disk, carried through the moves and then out of everything, before the eyes of onlookers. */
export function live(moves: readonly Move[], safety: Safety, onlookers: readonly Onlooker[]): readonly GateEvent[] {
  const nextId = counted(9);
  const history: GateEvent[] = [];
  let state = initialState;
  let now = T0;
  let ticks = 0;
  const run = (command: Command): void => {
    if (command.type === "market.advance") now = command.at;
    const drafts = judged(command, state, contextOf(now, nextId, safety));
    for (const draft of drafts ?? []) {
      const seq = state.seq + 1;
      const event = { ...recorded(draft), seq, prevHash: "", hash: "" } as GateEvent;
      const moment = { event, before: state, after: { ...evolve(state, event), seq } };
      state = moment.after;
      history.push(event);
      for (const each of onlookers) each.event?.(moment);
    }
    for (const each of onlookers) each.command?.({ command, refused: drafts === null, after: state });
  };
  const move = (each: Move, n: number): void => {
    const isTick = each[0] === "tick";
    const command = isTick
      ? tick(ticks++, closesOf(state, each))
      : (wishOf(state, n, each) ?? answerOf(state, n, each));
    if (command !== null) run(command);
  };
  for (const command of [open, START, AGREED, tick(ticks++, FLAT)]) run(command);
  for (const [n, each] of moves.entries()) move(each, n);
  for (const command of [kill, flatten()]) run(command);
  for (let i = 0; i < MAX_SETTLING && !isSettled(state); i += 1) {
    move([SETTLING[i % SETTLING.length] ?? "tick", Math.floor(i / 4), 999, 500], moves.length + i);
  }
  for (const each of onlookers) each.end?.(state, history);
  return history;
}

const isSettled = ({ positions, orders, flattening }: GateState): boolean =>
  Object.keys(positions).length + Object.keys(orders).length + flattening.length === 0;

/** As a reader of the journal gets it. */
const recorded = (draft: GateDraft): GateDraft =>
  ({ ...draft, data: plainOf(draft.data) ?? (JSON.parse(canonicalJson(draft.data)) as unknown) }) as GateDraft;

/** What is decided; null when it is refused. */
function judged(...asked: Parameters<typeof decide>): ReturnType<typeof decide> | null {
  try {
    return decide(...asked);
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}
