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

/** Chance of the machine, for back-off and names of runs: never for anything that has to come out the same again. */
export const machineRandom = (): number => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32;
