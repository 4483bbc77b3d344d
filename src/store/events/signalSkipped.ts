import { z } from "zod";
import { id } from "../ids.ts";

/** A signal that became no intent, and why: followed as a counterfactual like a blocked one. */
export const signalSkipped = z.strictObject({ signalId: id, reason: z.string().max(300) });
