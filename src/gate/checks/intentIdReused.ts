import { bodyHash } from "../decide/bodyHash.ts";
import { type Check, ENTRY_AND_EXIT, holds } from "./check.ts";

/** An id names one wish: another body under it is another wish, and is not taken for the first. */
export const intentIdReused: Check = {
  code: "INTENT_ID_REUSED",
  binds: ENTRY_AND_EXIT,
  judge: ({ intent, seen }) => {
    const same = seen === null || seen.bodyHash === bodyHash(intent);
    const observed = seen === null ? "a new id" : same ? "the same body" : "another body";
    return holds(same, observed, "one body", "journal");
  },
};
