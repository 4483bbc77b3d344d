import type { RuleStatus } from "../../store/rules/document.ts";
import type { Actor } from "../../store/words/proposal.ts";

type Who = "anybody" | "operator" | "nobody";

/** The life of a rule: who may bring it from which status to which. What is safer anybody may, what is final a person. */
const PASSAGES: { readonly [From in RuleStatus]: { readonly [To in Exclude<RuleStatus, From>]: Who } } = {
  active: { probation: "anybody", paused: "anybody", retired: "operator" },
  probation: { active: "operator", paused: "anybody", retired: "operator" },
  paused: { active: "operator", probation: "operator", retired: "operator" },
  retired: { active: "nobody", probation: "nobody", paused: "nobody" },
};

/** Who may make that passage; staying is for anybody. */
export function whoMay(from: RuleStatus, to: RuleStatus): Who {
  const passages: Partial<Record<RuleStatus, Who>> = PASSAGES[from];
  return from === to ? "anybody" : (passages[to] ?? "nobody");
}

export const mayPass = (from: RuleStatus, to: RuleStatus, by: Actor): boolean => {
  const who = whoMay(from, to);
  return who === "anybody" || (who === "operator" && by === "operator");
};
