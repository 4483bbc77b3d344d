import { type Check, ENTRY, holds } from "./check.ts";

/** An entry without the price at which it is wrong is not a trade. */
export const stopRequired: Check = {
  code: "STOP_REQUIRED",
  binds: ENTRY,
  judge: ({ intent }) =>
    holds(
      intent.stopPrice !== undefined,
      intent.stopPrice ?? "none",
      "a stop price",
      "contract: every entry carries its stop",
    ),
};
