import { z } from "zod";
import { id } from "../ids.ts";
import { actor } from "../words/proposal.ts";

/** A person took it. */
export const proposalAccepted = z.strictObject({ proposalId: id, by: actor, reason: z.string().max(500) });
