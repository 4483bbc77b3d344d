/** Calls `work` once after `ms` of monotonic time; the function returned calls it off. Comes from bin/, or from a test. */
export type SetTimer = (ms: number, work: () => void) => () => void;
/** Milliseconds that only ever grow, whatever is done to the clock on the wall. */
export type Monotonic = () => number;
