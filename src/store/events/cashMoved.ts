import { z } from "zod";
import { money } from "../money.ts";

/** Money came in from outside (above zero) or left (below): it moves the baselines and is nobody's profit or loss. */
export const cashMoved = z.strictObject({ amount: money, reference: z.string().min(1).max(200) });
