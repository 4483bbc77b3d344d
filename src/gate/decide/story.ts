import type { GateDraft, GateEventData, GateEventType } from "../../store/events/gate.ts";
import type { Id, IdSource } from "../../store/ids.ts";
import type { Timeframe, Timestamp } from "../../store/time.ts";
import { evolve } from "../mind/evolve.ts";
import type { GateState } from "../mind/state.ts";
import type { Safety } from "../safety/schema.ts";

/** What a decider may know besides the state. The clock has already been read. */
export interface Context {
  readonly now: Timestamp;
  readonly nextId: IdSource;
  readonly safety: Safety;
  readonly timeframe: Timeframe;
}

/**
 * The events of one decision, told in order: each is folded at once, so that the next sentence is decided on the state
 * that the former left. Causation runs from the command's root event to all that follow from it.
 */
export class Story {
  readonly context: Context;
  readonly events: GateDraft[] = [];
  #state: GateState;
  readonly #root: { causationId: Id | null; correlationId: Id | null };

  constructor(state: GateState, context: Context, root: { causationId: Id | null; correlationId: Id | null }) {
    this.#state = state;
    this.context = context;
    this.#root = root;
  }

  get state(): GateState {
    return this.#state;
  }

  /**
   * Adds one event and folds it. Caused by the story's first event unless that is this one. With `correlationId` it
   * joins another story: the exit that a tick brings about belongs to its position's, not to the tick's. An event that
   * brings a thing into the world may bear that thing's own `id`.
   */
  tell<Type extends GateEventType>(
    type: Type,
    data: GateEventData<Type>,
    correlationId?: Id,
    id = this.context.nextId(),
  ): void {
    const first = this.events[0];
    const draft = {
      id,
      ts: this.context.now,
      type,
      causationId: first?.id ?? this.#root.causationId,
      correlationId: correlationId ?? this.#root.correlationId ?? first?.correlationId ?? id,
      data,
    } as GateDraft;
    this.#state = evolve(this.#state, draft);
    this.events.push(draft);
  }
}
