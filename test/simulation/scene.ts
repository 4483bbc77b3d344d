import type { GateState } from "../../src/gate/mind/state.ts";
import type { Command } from "../../src/gate/decide/command.ts";
import type { GateEvent } from "../../src/store/events/gate.ts";
import type { OrderSpec } from "../../src/store/words/order.ts";
import type { Grounds } from "./grounds.ts";
import type { Witness } from "./witness.ts";

/** Everything that an invariant may look at. */
export interface Scene {
  readonly witness: Witness;
  readonly grounds: Grounds;
  /** The gate's mind. */
  readonly state: GateState;
  readonly record: readonly GateEvent[];
  /** The fold of the record, from its first event on. */
  readonly folded: GateState;
  /** Since the world began. */
  readonly nowMs: number;
  readonly price: (symbol: string) => string;
}

/** A moment at which invariants look, with what it is about. */
export type Moment =
  | { readonly when: "durable"; readonly event: GateEvent }
  | { readonly when: "sent"; readonly spec: OrderSpec }
  | { readonly when: "executed" }
  | { readonly when: "commanded"; readonly command: Command }
  | { readonly when: "stepped" }
  | { readonly when: "reborn" }
  /** The market showed its next prices. */
  | { readonly when: "shown" }
  /** Everything answered, nothing was wrong for hours. */
  | { readonly when: "quiet" }
  /** The same, after kill and flatten. */
  | { readonly when: "flattened" };
type When = Moment["when"];

/** One row: what must hold at some moments. `holds` says what is wrong; null when nothing is. */
export interface Invariant {
  readonly name: string;
  readonly law: string;
  readonly holds: { readonly [W in When]?: (scene: Scene, moment: Extract<Moment, { when: W }>) => string | null };
}

/** What an invariant found. */
export interface Violation {
  readonly name: string;
  readonly what: string;
  /** Since the world began. */
  readonly atMs: number;
}
