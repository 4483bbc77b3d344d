import { cancelEntries } from "./cancel.ts";
import type { Decider, Readings } from "./command.ts";
import { clearHold, placeHold } from "./hold.ts";
import type { Limits } from "../safety/schema.ts";

/**
 * How the gate's own process does. What stands still, runs out of room or lives in another time lets nothing in; stops
 * and exits go on. The hold ends when every reading is within its limit again.
 */
export const watchdogRead: Decider<"watchdog.read"> = (story, { readings }) => {
  const wrong = wrongOf(readings, story.context.safety.limits.watchdog);
  if (wrong.length === 0) {
    clearHold(story, "watchdog", "the gate is well again");
    return;
  }
  const detail = wrong.join("; ").slice(0, 200);
  placeHold(story, { level: "reducing", cause: "watchdog", clearedBy: "cause", detail });
  cancelEntries(story, "the gate is not well");
};

function wrongOf(
  { lagMs, clockSkewMs, freeDiskMb, memoryMb }: Readings,
  limits: Limits["watchdog"],
): readonly string[] {
  const rows = [
    [lagMs !== null && lagMs > limits.maxLagMs, `stood still for ${lagMs} ms, limit ${limits.maxLagMs}`],
    [
      clockSkewMs !== null && Math.abs(clockSkewMs) > limits.maxClockSkewMs,
      `clock ${clockSkewMs} ms off the venue's, limit ${limits.maxClockSkewMs}: set the machine's clock`,
    ],
    [
      freeDiskMb !== null && freeDiskMb < limits.minFreeDiskMb,
      `${freeDiskMb} MiB of disk left, limit ${limits.minFreeDiskMb}: make room`,
    ],
    [memoryMb !== null && memoryMb > limits.maxMemoryMb, `takes ${memoryMb} MiB, limit ${limits.maxMemoryMb}`],
  ] as const;
  return rows.filter(([isWrong]) => isWrong).map(([, text]) => text);
}
