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

/** What the account as it stands could lose. `why` says what could not be valued; then the rest is empty. */
export const risk = z.strictObject({
  why: z.string().max(200).nullable(),
  figures: z.array(riskFigure).max(8),
  confidencePct: z.number(),
  /** Days that history offers, and whether the assumed day is the worse one. */
  scenarios: z.int().min(0),
  assumed: z.boolean(),
  stress: z.array(z.strictObject({ pricePct: z.number(), volatilityPoints: z.number(), pnl: money })).max(400),
});
export type Risk = z.infer<typeof risk>;
