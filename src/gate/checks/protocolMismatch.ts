import { PROTOCOL_VERSION } from "../contract/frame.ts";
import { type Check, ENTRY_AND_EXIT, holds } from "./check.ts";

/** A wish is read by the protocol it was written in. What waited here was read before. */
export const protocolMismatch: Check = {
  code: "PROTOCOL_MISMATCH",
  binds: ENTRY_AND_EXIT,
  judge: ({ origin }) => {
    const limit = String(PROTOCOL_VERSION);
    if (origin === null) return holds(true, "judged before", limit, "docs/protocol.md");
    return holds(origin.protocol === PROTOCOL_VERSION, String(origin.protocol), limit, "docs/protocol.md");
  },
};
