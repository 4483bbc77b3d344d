import { z } from "zod";
import { money } from "../money.ts";
import { timestamp } from "../time.ts";

/**
 * The ledger was held against the venue; `differences` says in words what did not agree. `at`: what was working then and
 * had a name at the venue is there. `unexplained`: by currency, what the venue holds more than the ledger; the same twice
 * in a row is believed.
 */
export const gateReconciled = z.strictObject({
  orders: z.int().min(0),
  differences: z.array(z.string().max(300)).max(100),
  at: timestamp.optional(),
  unexplained: z.record(z.string(), money).optional(),
});
