import type { Limits } from "../../../src/gate/safety/schema.ts";

type Change = (limits: Limits) => void;

/** A doubt, a change of the shipped limits that raises it, and the nearest one that does not. */
export interface Boundary {
  readonly doubt: string;
  readonly triggers: Change;
  readonly boundary: Change;
}

/** One change, with the value that raises the doubt and the nearest one that does not. */
export const at = <Value>(
  doubt: string,
  change: (limits: Limits, value: Value) => void,
  triggers: Value,
  boundary: Value,
): Boundary => ({
  doubt,
  triggers: (of) => change(of, triggers),
  boundary: (of) => change(of, boundary),
});
