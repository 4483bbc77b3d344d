import { existsSync } from "node:fs";
import { beliefLines } from "../src/agent/learning/beliefLines.ts";
import { entryOf } from "../src/store/entryOf.ts";
import { learnedIn } from "./learnedIn.ts";

/**
 * What the agent with that journal believes of a rule, in a sentence. Null where there is no agent yet, and of a rule that it
 * does not know or that is retired.
 */
export const believedIn = (agentDb: string, ruleId: string): string | null =>
  existsSync(agentDb) ? (entryOf(beliefLines(learnedIn(agentDb).beliefs.standing()), ruleId) ?? null) : null;
