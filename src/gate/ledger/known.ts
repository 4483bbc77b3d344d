import type { GateState } from "../mind/state.ts";

/**
 * A figure of a state and a name, worked out once for each: a state never changes, and the whole ladder asks for the same
 * few of them. What cannot be worked out throws every time.
 */
export function known<Value>(
  work: (state: GateState, name: string | null) => Value,
): (state: GateState, name?: string | null) => Value {
  const figures = new WeakMap<GateState, Map<string | null, Value>>();
  return (state, name = null) => {
    const of = figures.get(state) ?? new Map<string | null, Value>();
    if (!of.has(name)) of.set(name, work(state, name));
    figures.set(state, of);
    return of.get(name) as Value;
  };
}
