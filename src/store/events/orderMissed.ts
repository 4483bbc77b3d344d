import { z } from "zod";
import { id } from "../ids.ts";

/** The venue was asked for it and does not know it: the n-th look in a row. One alone says nothing: it may be on its way. */
export const orderMissed = z.strictObject({ clientOrderId: id, looks: z.int().min(1).max(1_000) });
