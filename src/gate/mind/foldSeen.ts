import type { Folds } from "./evolve.ts";

/** What derivatives venues hold besides: the newest word of each that counts. */
export const foldSeen: Folds<"exposure.watched" | "exposure.seen"> = {
  "exposure.watched": (state, { sources }) => ({
    ...state,
    seen: Object.fromEntries(sources.map((source) => [source, state.seen[source] ?? null])),
  }),
  "exposure.seen": (state, { source, at, positions }) =>
    Object.hasOwn(state.seen, source) ? { ...state, seen: { ...state.seen, [source]: { at, positions } } } : state,
};
