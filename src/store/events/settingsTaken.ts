import { z } from "zod";
import { id } from "../ids.ts";
import { settingChangeFields } from "../settings/loopSetting.ts";

/** What a person accepted of the loops' settings was taken up: what they run by from here on, and what is kept for later. */
export const settingsTaken = z.strictObject({
  proposalId: id,
  ...settingChangeFields,
  /** What that setting is now: `value`, or what a person set it to since, which stands. */
  now: z.string().max(40),
});
