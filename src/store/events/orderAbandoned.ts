import { z } from "zod";
import { id } from "../ids.ts";
import { timestamp } from "../time.ts";

/** Not found in so many looks that it is taken for never arrived. Until `watchedUntil` it is looked for all the same. */
export const orderAbandoned = z.strictObject({
  clientOrderId: id,
  watchedUntil: timestamp,
  cause: z.string().max(200),
});
