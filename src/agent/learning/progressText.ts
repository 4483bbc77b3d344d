import { EVOLVING } from "../cockpit/evolving.ts";
import type { CycleProgress } from "./conduct.ts";
import type { EvolutionMemory } from "./evolutionBook.ts";

/** "evolving 34/97, best so far ema-trend +0.12 R over 140 trades, about 12 s left"; the rate so far is taken to go on. */
export function progressText({ done, total, best }: CycleProgress, elapsedMs: number): string {
  const leftS = done === 0 ? null : Math.ceil((elapsedMs * (total - done)) / done / 1_000);
  const left =
    leftS === null || leftS === 0
      ? ""
      : leftS >= 120
        ? `, about ${Math.round(leftS / 60)} min left`
        : `, about ${leftS} s left`;
  return `${EVOLVING} ${done}/${total}${best === "" ? "" : `, best so far ${best}`}${left}`;
}

/** What the newest cycle came to: "cycle 3: no proposal: DSR: 0.61 of 0.95 needed, …"; empty before the first one ended. */
export const outcomeText = ({ begun, sentence }: Pick<EvolutionMemory, "begun" | "sentence">): string =>
  sentence === "" ? "" : `cycle ${begun}: ${sentence}`.slice(0, 300);
