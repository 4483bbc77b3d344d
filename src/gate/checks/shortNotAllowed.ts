import { type Check, ENTRY, holds } from "./check.ts";

/** Entries buy: the spot venues cannot sell what is not held. */
export const shortNotAllowed: Check = {
  code: "SHORT_NOT_ALLOWED",
  binds: ENTRY,
  judge: ({ intent }, _state, { safety }) =>
    holds(intent.side === "buy", intent.side, "buy", safety.source("exposure.allowShort")),
};
