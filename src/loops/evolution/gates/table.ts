import { costs } from "./costs.ts";
import { deflated } from "./deflated.ts";
import { foresight } from "./foresight.ts";
import type { Gate } from "./gate.ts";
import { improvement } from "./improvement.ts";
import { overfit } from "./overfit.ts";
import { plateau } from "./plateau.ts";
import { superior } from "./superior.ts";
import { trackRecord } from "./trackRecord.ts";

/** What a survivor has to pass before the holdout is opened. All are judged and reported; one "no" is enough. */
export const gates: readonly Gate[] = [
  foresight,
  deflated,
  overfit,
  superior,
  trackRecord,
  plateau,
  costs,
  improvement,
];
