import { z } from "zod";
import { id } from "../ids.ts";
import { actor } from "../words/proposal.ts";

/** A person refused it, and said why. */
export const proposalRejected = z.strictObject({ proposalId: id, by: actor, reason: z.string().max(500) });
