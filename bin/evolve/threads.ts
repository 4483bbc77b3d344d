import { availableParallelism } from "node:os";
import type { LoopBudget } from "../../src/store/settings/budget.ts";

const MOST = 8;

/** Threads that evaluate: as the settings say, else all but one of the machine's, for gate and screen to have theirs. */
export const threadsOf = ({ threads }: Pick<LoopBudget, "threads">): number =>
  threads ?? Math.max(1, Math.min(MOST, availableParallelism() - 1));
