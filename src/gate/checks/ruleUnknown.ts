import { type Check, ENTRY_AND_EXIT, holds } from "./check.ts";

/** The rulebook must know the rule that an order is sent for. */
export const ruleUnknown: Check = {
  code: "RULE_UNKNOWN",
  binds: ENTRY_AND_EXIT,
  judge: ({ intent, rule }) => holds(rule !== undefined, intent.ruleId, "a rule of the rulebook", "rulebook"),
};
