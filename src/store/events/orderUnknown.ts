import { z } from "zod";
import { id } from "../ids.ts";

/** The venue answered nothing that can be trusted: it may live or not. Keeps its reservation. */
export const orderUnknown = z.strictObject({ clientOrderId: id, cause: z.string().max(300) });
