import { z } from "zod";
import { exposureSource } from "./exposureSeen.ts";

/**
 * Whose positions count from now on. One that is new has not been seen, and what it holds is not known; one that is gone
 * counts for nothing any more.
 */
export const exposureWatched = z.strictObject({ sources: z.array(exposureSource).max(10) });
