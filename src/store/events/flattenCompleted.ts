import { z } from "zod";
import { symbol } from "../words/intent.ts";

/** The venue confirms flat. */
export const flattenCompleted = z.strictObject({ symbol: symbol.nullable() });
