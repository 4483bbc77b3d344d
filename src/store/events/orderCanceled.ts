import { z } from "zod";
import { id } from "../ids.ts";

/** Gone from the venue, confirmed. Fills it had are kept. */
export const orderCanceled = z.strictObject({ clientOrderId: id, cause: z.string().max(200) });
