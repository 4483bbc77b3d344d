import { z } from "zod";
import { intent } from "../words/intent.ts";

/** The agent asked. Journaled before it is judged. */
export const intentReceived = z.strictObject({ intent });
