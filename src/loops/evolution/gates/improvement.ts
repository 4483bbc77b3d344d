import { perDay } from "../../../store/perDay.ts";
import { type Gate, result } from "./gate.ts";

/** What is to be expected of it, by what became of earlier predictions, is worth a person's time. */
export const improvement: Gate = {
  code: "IMPROVEMENT",
  about: "predicted improvement out of sample, times what came true of earlier predictions",
  judge({ prediction, calibration, leastImprovement, search }) {
    const predicted = perDay(prediction.mean, search.periodMs);
    const observed = predicted * calibration;
    const least = Math.max(leastImprovement, Number.MIN_VALUE);
    return result("IMPROVEMENT", observed, { least }, (seen) => {
      const part =
        calibration === 1
          ? ""
          : ` (predicted ${predicted.toFixed(4)}, of which ${Math.round(calibration * 100)} % counts)`;
      return `${seen.toFixed(4)} R a day above the incumbent out of sample${part}`;
    });
  },
};
