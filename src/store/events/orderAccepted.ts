import { z } from "zod";
import { id } from "../ids.ts";

/** The venue has it. */
export const orderAccepted = z.strictObject({ clientOrderId: id, venueOrderId: z.string().min(1).max(100) });
