import type { Recorded } from "../events/envelope.ts";

/** One event with what led to it and what came of it. */
export interface Chain {
  /** From the root of the story down to the direct cause. */
  readonly causes: readonly Recorded[];
  readonly event: Recorded;
  /** Everything that this event led to, directly or not: nearest first, then in the order given. */
  readonly effects: readonly Recorded[];
}

/**
 * Why an event is there and what it led to, by causationId. `events` may mix the agent's and the gate's, in any order;
 * a cause that is not among them ends the way upward. Null when `id` is not among them.
 */
export function chain(events: readonly Recorded[], id: string): Chain | null {
  const byId = new Map(events.map((event) => [event.id, event]));
  const event = byId.get(id);
  if (event === undefined) return null;
  const causes: Recorded[] = [];
  const seen = new Set([id]);
  for (let up = byId.get(event.causationId ?? ""); up !== undefined && !seen.has(up.id);) {
    seen.add(up.id);
    causes.unshift(up);
    up = byId.get(up.causationId ?? "");
  }
  return { causes, event, effects: effectsOf(events, event, seen) };
}

function effectsOf(events: readonly Recorded[], root: Recorded, seen: Set<string>): readonly Recorded[] {
  const byCause = Map.groupBy(events, (event) => event.causationId);
  const effects: Recorded[] = [];
  for (let level = [root]; level.length > 0;) {
    level = level.flatMap((parent) => byCause.get(parent.id) ?? []).filter((event) => !seen.has(event.id));
    for (const event of level) seen.add(event.id);
    effects.push(...level);
  }
  return effects;
}
