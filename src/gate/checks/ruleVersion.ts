import { type Check, ENTRY, holds, missing } from "./check.ts";

/** An entry runs the version that was accepted, no other. (A position may still be left by the version that opened it.) */
export const ruleVersion: Check = {
  code: "RULE_VERSION_MISMATCH",
  binds: ENTRY,
  judge: ({ intent, rule }) =>
    rule === undefined
      ? missing("version", "rulebook")
      : holds(
          rule.document.version === intent.ruleVersion,
          String(intent.ruleVersion),
          String(rule.document.version),
          `rule ${rule.document.id}`,
        ),
};
