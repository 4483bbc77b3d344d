import { z } from "zod";

/** The ledger was held against the venue; `differences` says in words what did not agree. */
export const gateReconciled = z.strictObject({
  orders: z.int().min(0),
  differences: z.array(z.string().max(300)).max(100),
});
