import { z } from "zod";

/** An agent took up this journal. */
export const agentStarted = z.strictObject({ gateJournalId: z.string(), gateSeq: z.int().min(0) });
