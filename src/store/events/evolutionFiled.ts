import { z } from "zod";
import { id } from "../ids.ts";

/** What a cycle proposes was put before the gate: under which id it waits there, or why it was not taken. */
export const evolutionFiled = z.strictObject({
  cycle: z.int().min(1),
  fingerprint: id,
  proposalId: id.nullable(),
  refused: z.string().max(500).nullable(),
});
