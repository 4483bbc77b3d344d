import { z } from "zod";
import { money } from "../money.ts";

/** A UTC week began, on its Monday: the equity that the weekly loss is measured from. */
export const weekOpened = z.strictObject({ week: z.iso.date(), equity: money });
