import { z } from "zod";
import { id } from "../ids.ts";

/** The venue refused it, definitively. */
export const orderRejected = z.strictObject({ clientOrderId: id, reason: z.string().max(300) });
