import { z } from "zod";

/** A gate took up this journal. Its pid and wall time stand in the journal's columns. */
export const gateStarted = z.strictObject({
  protocol: z.int(),
  safetyHash: z.string().length(64),
  recoveredSeq: z.int().min(0),
});
