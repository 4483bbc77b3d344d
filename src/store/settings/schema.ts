import { z } from "zod";
import { timeframe } from "../time.ts";
import { symbol } from "../words/intent.ts";

export const palettes = z.enum(["default", "colorblind", "none"]);

const wholeNumber = (least: number, most: number, hint: string) =>
  z
    .string()
    .refine(
      (text) => /^\d+$/.test(text) && Number(text) >= least && Number(text) <= most,
      `a whole number from ${least} to ${most}${hint}`,
    );

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
  /** Loop 2 runs after so many closed trades, and after so many hours of market time, whatever comes first. */
  evolveTrades: wholeNumber(0, 100_000, "; 0 is never").optional(),
  evolveHours: wholeNumber(0, 100_000, "; 0 is never").optional(),
  /** Its budget: candidates a cycle, seconds a cycle (where the market waits for nobody), threads. */
  evolveCandidates: wholeNumber(2, 2_000, "").optional(),
  evolveSeconds: wholeNumber(1, 86_400, "").optional(),
  evolveThreads: wholeNumber(1, 64, "").optional(),
  /** Loop 3 looks at what evolution was worth after so many cycles. */
  metaCycles: wholeNumber(1, 10_000, "").optional(),
  /** How it learns: periods that a proposal is followed before its outcome counts; what a result still counts a cycle later. */
  metaFollowed: wholeNumber(10, 1_000, "").optional(),
  metaDecay: z
    .string()
    .refine((text) => Number(text) >= 0.5 && Number(text) < 1, "a number from 0.5 to below 1")
    .optional(),
});
export type Settings = z.infer<typeof settingsSchema>;
export type SettingName = keyof Settings;

export const SETTING_NAMES = Object.keys(settingsSchema.shape) as readonly SettingName[];
