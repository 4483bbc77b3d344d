import { type Check, ENTRY_AND_EXIT, holds } from "./check.ts";

/** Without the instrument's increments and minima nothing can be judged. */
export const instrumentUnknown: Check = {
  code: "INSTRUMENT_UNKNOWN",
  binds: ENTRY_AND_EXIT,
  judge: ({ intent, instrument }) =>
    holds(instrument !== undefined, intent.symbol, "a row of instruments.yaml", "instruments.yaml"),
};
