import type { Safety } from "../../../src/gate/safety/schema.ts";
import type { Onlooker } from "./life.ts";

/** A law of the gate: what holds in every life, under whatever limits. `watch` looks at one life. */
export interface Law {
  readonly title: string;
  readonly watch: (safety: Safety) => Onlooker;
}

/** @throws Error with `what` unless it is so. */
export function must(so: boolean, what: string): void {
  if (!so) throw new Error(what);
}
