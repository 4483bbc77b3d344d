import type { Timers } from "../src/gate/heart/pace.ts";

/** The machine's own clock and timers: the one place where they enter. */
export const machineTimers: Timers = {
  monotonicMs: () => performance.now(),
  after(ms, work) {
    if (ms <= 0) {
      const immediate = setImmediate(work);
      return () => clearImmediate(immediate);
    }
    const timer = setTimeout(work, ms);
    return () => clearTimeout(timer);
  },
};
