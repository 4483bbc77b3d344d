import { z } from "zod";
import { id } from "../ids.ts";

/** An order that was taken for gone is at the venue after all: it works again, and is asked to go. */
export const orderResurfaced = z.strictObject({ clientOrderId: id, venueOrderId: z.string().min(1).max(100) });
