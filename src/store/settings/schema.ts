import { z } from "zod";
import { timeframe } from "../time.ts";
import { symbol } from "../words/intent.ts";

export const palettes = z.enum(["default", "colorblind", "none"]);

/** How the operator likes things. Never a limit: limits stand in safety.yaml, and only there. */
export const settingsSchema = z.strictObject({
  /** Of a new account. */
  symbols: z.array(symbol).min(1).max(50).optional(),
  timeframe: timeframe.optional(),
  market: z.enum(["auto", "coinbase", "sim"]).optional(),
  /** Of the synthetic market: market time over wall time, as `--speed` has it. */
  speed: z
    .string()
    .refine((text) => Number(text) > 0 && Number(text) <= 1_000_000, "a number above 0 (max is for runs: --speed max)")
    .optional(),
  /** Colors of the screen. */
  palette: palettes.optional(),
});
export type Settings = z.infer<typeof settingsSchema>;
export type SettingName = keyof Settings;

export const SETTING_NAMES = Object.keys(settingsSchema.shape) as readonly SettingName[];
