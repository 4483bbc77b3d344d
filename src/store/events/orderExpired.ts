import { z } from "zod";
import { id } from "../ids.ts";

/** Ended by its own terms (IOC remainder, GTD). */
export const orderExpired = z.strictObject({ clientOrderId: id, cause: z.string().max(200) });
