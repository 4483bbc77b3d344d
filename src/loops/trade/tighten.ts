import type { RuleStatus } from "../../store/rules/document.ts";

/** One step down from each status; null where there is none that a program may take. Up is a person's word. */
const DOWN: Readonly<Record<RuleStatus, "probation" | "paused" | null>> = {
  active: "probation",
  probation: "paused",
  paused: null,
  retired: null,
};

export const tighterStatus = (status: RuleStatus): "probation" | "paused" | null => DOWN[status];
