import { canonicalJson } from "../../store/canonical.ts";
import { Refusal } from "../contract/refusal.ts";
import type { Decider } from "./command.ts";

/** Whose positions count besides; on the record only when it differs from before. */
export const exposureWatch: Decider<"exposure.watch"> = (story, { sources }) => {
  const wanted = sources.toSorted();
  if (canonicalJson(wanted) === canonicalJson(Object.keys(story.state.seen).toSorted())) return;
  story.tell("exposure.watched", { sources: wanted });
};

/** What one of them said is held there. @throws Refusal when it does not count, or said something newer before. */
export const exposureSee: Decider<"exposure.see"> = (story, { source, at, positions }) => {
  const before = story.state.seen[source];
  if (before === undefined) throw new Refusal("NOT_ALLOWED_NOW", `what ${source} holds does not count here`);
  if (before !== null && before.at > at) return;
  story.tell("exposure.seen", { source, at, positions: [...positions] });
};
