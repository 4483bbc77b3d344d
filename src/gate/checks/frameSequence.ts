import { type Check, ENTRY, holds, missing } from "./check.ts";

/** The frames of a connection are numbered upwards: one that comes again, or out of turn, is not acted on. */
export const frameSequence: Check = {
  code: "FRAME_SEQUENCE",
  binds: ENTRY,
  judge: ({ origin }) => {
    if (origin === null) return holds(true, "judged before", "a rising id", "connection");
    const { sequence, after } = origin;
    if (sequence === null) return missing("a whole number as the frame's id", "connection");
    return holds(sequence > after, String(sequence), `above ${after}`, "connection");
  },
};
