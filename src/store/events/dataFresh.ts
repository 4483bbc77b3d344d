import { z } from "zod";

/** A fresh snapshot came; signals go on. */
export const dataFresh = z.strictObject({ afterMs: z.int().min(0) });
