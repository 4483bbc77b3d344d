import { z } from "zod";

/** The agent's lease ended: its connection closed or its heartbeat stopped. */
export const agentDetached = z.strictObject({ cause: z.string().max(200) });
