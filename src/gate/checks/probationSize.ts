import { PROBATION_PCT } from "../../store/rules/document.ts";
import { type Check, ENTRY, holds, missing } from "./check.ts";
import { withinOwnSize } from "./withinOwnSize.ts";

/** A rule on probation takes no more than a quarter of its size: it is tried, not trusted. */
export const probationSize: Check = {
  code: "PROBATION_SIZE_EXCEEDED",
  binds: ENTRY,
  judge: (subject, state) => {
    const { rule } = subject;
    if (rule === undefined) return missing("status", "rulebook");
    const { id, status } = rule.document;
    if (status !== "probation") return holds(true, status, "a quarter on probation", `rule ${id}`);
    return withinOwnSize(subject, state, PROBATION_PCT);
  },
};
