import { z } from "zod";
import { money, nonNegativeMoney } from "../../store/money.ts";

/** One figure of the account's risk beside the limit that an entry is held to. */
const riskFigure = z.strictObject({
  name: z.enum(["delta", "gamma", "vega", "theta", "rho", "value at risk", "expected shortfall", "worst corner"]),
  /** What it is, signed, in the account's currency: see docs/risk.md for what each is per. */
  value: money,
  /** How much of the limit it takes: theta counts only as far as it loses. */
  used: nonNegativeMoney,
  limit: nonNegativeMoney,
  /** "per point of vol" */
  per: z.string(),
});
export type RiskFigure = z.infer<typeof riskFigure>;

/** What a derivatives venue holds besides, which all figures count. */
const seenVenue = z.strictObject({
  source: z.string(),
  /** How long ago it was seen; null: not yet. */
  ageMs: z.int().min(0).nullable(),
  /** Too old, or never seen: what is held there is not known, and entries are denied. */
  isUnknown: z.boolean(),
  positions: z
    .array(z.strictObject({ name: z.string(), quantity: money, price: money, currency: z.string() }))
    .max(200),
});

/** What the account as it stands could lose. `why` says what could not be valued; then the rest is empty. */
export const risk = z.strictObject({
  why: z.string().max(200).nullable(),
  figures: z.array(riskFigure).max(8),
  confidencePct: z.number(),
  /** Days that history offers, and whether the assumed day is the worse one. */
  scenarios: z.int().min(0),
  assumed: z.boolean(),
  venues: z.array(seenVenue).max(10),
  stress: z.array(z.strictObject({ pricePct: z.number(), volatilityPoints: z.number(), pnl: money })).max(400),
});
export type Risk = z.infer<typeof risk>;
