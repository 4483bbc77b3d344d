import { z } from "zod";
import { verdict } from "../words/verdict.ts";

/** The gate's answer to an intent. */
export const verdictReceived = z.strictObject({ verdict });
