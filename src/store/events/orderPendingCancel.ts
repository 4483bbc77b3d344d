import { z } from "zod";
import { id } from "../ids.ts";

/** A cancel was asked for; until it is confirmed the order may still fill. */
export const orderPendingCancel = z.strictObject({ clientOrderId: id, cause: z.string().max(200) });
