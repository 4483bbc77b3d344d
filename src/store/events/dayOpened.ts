import { z } from "zod";
import { money } from "../money.ts";

/** A UTC day began: the equity that the daily loss is measured from. */
export const dayOpened = z.strictObject({ day: z.iso.date(), equity: money });
