import { z } from "zod";
import { symbol } from "../words/intent.ts";

/** The operator wants out of everything (symbol null) or of one symbol. */
export const flattenRequested = z.strictObject({ symbol: symbol.nullable() });
