import { z } from "zod";
import { actor } from "../words/proposal.ts";

/** These limits are in force. The gate takes by itself what is no looser than the last; anything else a person took. */
export const safetyAccepted = z.strictObject({
  hash: z.string().length(64),
  limits: z.record(z.string(), z.unknown()),
  /** Where each limit and each map of limits stands: "orders.maxNotional.USD" → "safety.yaml:15"; "" is the beginning. */
  places: z.record(z.string().max(200), z.string().max(100)),
  by: actor,
  /** One line a limit that moved: "orders.maxNotional.USD 2500 → 2000 (tighter, safety.yaml:15)". */
  changes: z.array(z.string().max(1_000)).max(200),
});
