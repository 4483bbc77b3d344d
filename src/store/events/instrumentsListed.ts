import { z } from "zod";
import { instrumentFacts } from "../market/instruments.ts";

/** What may be traded and in which steps, as the venue (or instruments.yaml) says: it replaces what was said before. */
export const instrumentsListed = z.strictObject({ instruments: z.array(instrumentFacts).max(50) });
