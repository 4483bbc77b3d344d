import type { Actor } from "../../store/words/proposal.ts";
import { Refusal } from "../contract/refusal.ts";
import { placesOf } from "../safety/accepted.ts";
import { canonicalLimits } from "../safety/canonical.ts";
import { changeLines, compareLimits, loosens } from "../safety/compare.ts";
import { fitting } from "../safety/recordSize.ts";
import type { Safety } from "../safety/schema.ts";
import type { Decider } from "./command.ts";
import type { Story } from "./story.ts";

/** The file was written anew while the gate runs: taken only if it lets nothing through that was held back before. */
export const safetyReload: Decider<"safety.reload"> = (story, { safety, by }) => takeNoLooser(story, safety, by);

/** A person took the file as it is, on a terminal, with the gate down. */
export const safetyAccept: Decider<"safety.accept"> = (story, { safety }) => take(story, safety, "operator");

/** A gate that a supervisor started goes on under the limits it accepted last: the file that it did not take is told. */
export const safetyRefuse: Decider<"safety.refuse"> = (story, { hash, lines }) =>
  story.tell("safety.refused", { hash, lines: fitting(lines) });

/** Puts limits on the record that are the first, the same, or tighter. @throws Refusal LOOSENS with the lines that do. */
export function takeNoLooser(story: Story, safety: Safety, by: Actor): void {
  const changes = compareLimits(story.state.acceptedLimits ?? safety.limits, safety.limits);
  if (loosens(changes)) {
    const lines = changeLines(changes, safety.source, ({ direction }) => direction === "looser");
    throw new Refusal("LOOSENS", `safety.yaml is looser than the limits in force:\n${lines.join("\n")}`);
  }
  take(story, safety, by);
}

function take(story: Story, safety: Safety, by: Actor): void {
  const { safetyHash, acceptedLimits } = story.state;
  if (safetyHash === safety.hash) return;
  const changes = compareLimits(acceptedLimits ?? safety.limits, safety.limits);
  story.tell("safety.accepted", {
    hash: safety.hash,
    limits: canonicalLimits(safety.limits),
    places: placesOf(safety),
    by,
    changes: fitting(changeLines(changes, safety.source)),
  });
}
