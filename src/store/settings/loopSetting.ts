import { z } from "zod";
import { type LoopBudget, USUAL_LOOPS } from "./budget.ts";
import { type Settings, settingsSchema } from "./schema.ts";

/** The settings of the loops that the loops themselves may ask a person to change, with the budget's name for each. */
const LOOP_SETTINGS = { evolveTrades: "everyTrades", metaFollowed: "metaFollowed", metaDecay: "metaDecay" } as const;
export const loopSettingName = z.enum(["evolveTrades", "metaFollowed", "metaDecay"]);
export type LoopSettingName = z.infer<typeof loopSettingName>;

/** The fields of a change, for schemas that have more; these then ask `isAllowed`. */
export const settingChangeFields = { key: loopSettingName, value: z.string().max(40), before: z.string().max(40) };

/** One setting of the loops, as it is and as it would be. Numbers are written as `trade settings` takes them. */
export interface SettingChange {
  readonly key: LoopSettingName;
  readonly value: string;
  readonly before: string;
}

/** Whether the settings take that value, written the one way in which it can be compared, and it is another than before. */
export const isAllowed = ({ key, value, before }: SettingChange): boolean =>
  value !== before &&
  [value, before].every((each) => isPlain(each) && settingsSchema.shape[key].safeParse(each).success);

/** What it would set, as a name to remember it by: "evolveTrades 200". */
export const settingText = ({ key, value }: Pick<SettingChange, "key" | "value">): string => `${key} ${value}`;

/** What it says of a change that is none. */
export const NOT_ALLOWED = "another value of that setting, within its bounds, as a plain number";

const isPlain = (text: string): boolean => String(Number(text)) === text;

/** What that setting is: as the file says, and where it says nothing the usual. Written as a plain number. */
export const loopSettingIn = (settings: Settings, key: LoopSettingName): string =>
  String(Number(settings[key] ?? USUAL_LOOPS[LOOP_SETTINGS[key]]));

/** What that setting is in a budget that runs. */
export const loopSettingOf = (budget: LoopBudget, key: LoopSettingName): string => String(budget[LOOP_SETTINGS[key]]);

/** The budget with that setting at that value. */
export const withLoopSetting = (budget: LoopBudget, key: LoopSettingName, value: string): LoopBudget => ({
  ...budget,
  [LOOP_SETTINGS[key]]: Number(value),
});
