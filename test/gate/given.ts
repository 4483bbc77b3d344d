import type { ExecutionContext } from "ava";
import { Refusal, type RefusalReason } from "../../src/gate/contract/refusal.ts";
import type { Command } from "../../src/gate/decide/command.ts";
import { decide } from "../../src/gate/decide/decide.ts";
import { evolve } from "../../src/gate/mind/evolve.ts";
import { type GateState, initialState } from "../../src/gate/mind/state.ts";
import type { Safety } from "../../src/gate/safety/schema.ts";
import { canonicalJson } from "../../src/store/canonical.ts";
import type { GateDraft, GateEventData, GateEventType } from "../../src/store/events/gate.ts";
import { contextOf, counted, idOf, open, shipped, T0, tick } from "./facts.ts";

/** Something that happened before: a command that was carried out, or an event that is on the record. */
export type Past = Command | { readonly event: GateEventType; readonly data: unknown };
/** An expected event: its type, or its type and a part of its data. */
export type Expected = GateEventType | readonly [type: GateEventType, part: Readonly<Record<string, unknown>>];

/** What came of a command: its events and the state after them, or why it was refused. */
export class Outcome {
  readonly state: GateState;
  readonly events: readonly GateDraft[];
  readonly refusal: RefusalReason | null;

  constructor(state: GateState, events: readonly GateDraft[], refusal: RefusalReason | null) {
    this.state = state;
    this.events = events;
    this.refusal = refusal;
  }

  get types(): readonly GateEventType[] {
    return this.events.map(({ type }) => type);
  }

  /** The data of the only event of that type. @throws RangeError when there is none, or more than one. */
  one<Type extends GateEventType>(type: Type): GateEventData<Type> {
    const [found, ...more] = this.events.filter((event) => event.type === type);
    if (found === undefined || more.length > 0) throw new RangeError(`not one ${type} in: ${this.types.join(", ")}`);
    return found.data as GateEventData<Type>;
  }

  /** These events and no others, in this order. */
  tells(t: ExecutionContext, ...expected: readonly Expected[]): this {
    t.deepEqual(
      this.types,
      expected.map((each) => (typeof each === "string" ? each : each[0])),
    );
    for (const [i, each] of expected.entries()) if (typeof each !== "string") t.like(this.events[i]?.data, each[1]);
    return this;
  }

  refuses(t: ExecutionContext, reason: RefusalReason): void {
    t.is(this.refusal, reason);
    t.deepEqual(this.types, []);
  }
}

/** A history without a venue: what the venue says is said by the test. */
export class Given {
  readonly state: GateState;
  readonly #nextId: () => string;
  readonly #safety: Safety;
  readonly #now: number;

  constructor(state: GateState, nextId: () => string, safety: Safety, now: number) {
    this.state = state;
    this.#nextId = nextId;
    this.#safety = safety;
    this.#now = now;
  }

  /** Further history. @throws whatever refuses it: a test's past must have been possible. */
  and(...past: readonly Past[]): Given {
    return past.reduce<Given>((given, each) => given.#after(each), this);
  }

  when(command: Command): Outcome {
    try {
      const events = decide(command, this.state, contextOf(this.#at(command), this.#nextId, this.#safety));
      return new Outcome(folded(this.state, events), events, null);
    } catch (error) {
      if (error instanceof Refusal) return new Outcome(this.state, [], error.reason);
      throw error;
    }
  }

  #after(past: Past): Given {
    if ("event" in past) {
      const id = this.#nextId();
      const event = { id, ts: this.#now, type: past.event, causationId: null, correlationId: id, data: past.data };
      return new Given(folded(this.state, [event as GateDraft]), this.#nextId, this.#safety, this.#now);
    }
    const { state, refusal } = this.when(past);
    if (refusal !== null) throw new RangeError(`${past.type} of the past was refused: ${refusal}`);
    return new Given(state, this.#nextId, this.#safety, this.#at(past));
  }

  #at(command: Command): number {
    return command.type === "market.advance" ? Math.max(this.#now, command.at) : this.#now;
  }
}

/** Folds events as a replay reads them. */
function folded(state: GateState, events: readonly GateDraft[]): GateState {
  return events.reduce(
    (before, event) =>
      evolve({ ...before, seq: before.seq + 1 }, {
        ...event,
        data: JSON.parse(canonicalJson(event.data)) as unknown,
      } as GateDraft),
    state,
  );
}

/** An opened account after tick 0 with BTC at 100, and then what is given. */
export const given = (...past: readonly Past[]): Given => givenUnder(shipped, ...past);

/** The same under other limits. */
export const givenUnder = (safety: Safety, ...past: readonly Past[]): Given =>
  new Given(initialState, counted(), safety, T0).and(open, tick(0), ...past);

/** Nothing at all has happened. */
export const nothing = (safety: Safety = shipped): Given => new Given(initialState, counted(), safety, T0);

/** The n-th entry's order and position go by this id. */
export const entryId = (n: number): string => idOf(n, 1);
