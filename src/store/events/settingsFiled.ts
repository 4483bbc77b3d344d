import { z } from "zod";
import { id } from "../ids.ts";
import { settingChangeFields } from "../settings/loopSetting.ts";

/** A change of the loops' own settings was put before the gate: under which id it waits there, or why it was not taken. */
export const settingsFiled = z.strictObject({
  ...settingChangeFields,
  proposalId: id.nullable(),
  refused: z.string().max(500).nullable(),
});
