import { type Check, ENTRY, holds, missing } from "./check.ts";

/** Paused and retired rules enter nothing. They may still leave. */
export const ruleNotActive: Check = {
  code: "RULE_NOT_ACTIVE",
  binds: ENTRY,
  judge: ({ rule }) =>
    rule === undefined
      ? missing("status", "rulebook")
      : holds(
          rule.document.status === "active" || rule.document.status === "probation",
          rule.document.status,
          "active or probation",
          `rule ${rule.document.id}`,
        ),
};
