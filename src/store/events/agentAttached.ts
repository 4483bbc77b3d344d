import { z } from "zod";

/** An agent took the lease. */
export const agentAttached = z.strictObject({ client: z.string().max(100) });
