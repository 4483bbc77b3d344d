/**
 * Checks that guard against ruin: the kill switch, losses, exposure, what the portfolio could lose. They are paid for like
 * an insurance: on an average day they cost, so a mean says nothing against them. Judged on tails, never proposed for loosening.
 */
const NON_NEGOTIABLE: ReadonlySet<string> = new Set([
  "TRADING_HALTED",
  "TRADING_REDUCING",
  "NOT_RECONCILED",
  "VENUE_UNAVAILABLE",
  "UNKNOWN_ORDER",
  "DAILY_LOSS",
  "WEEKLY_LOSS",
  "DRAWDOWN",
  "LOSS_STREAK",
  "SYMBOL_EXPOSURE",
  "CLUSTER_EXPOSURE",
  "GROSS_EXPOSURE",
  "NET_EXPOSURE",
  "LEVERAGE",
  "NOT_ARMED",
  "PROBATION_SIZE_EXCEEDED",
  "RISK_PER_TRADE",
  "OPEN_RISK",
  "STOP_REQUIRED",
  "STOP_WRONG_SIDE",
  "DELTA_LIMIT",
  "GAMMA_LIMIT",
  "VEGA_LIMIT",
  "THETA_LIMIT",
  "RHO_LIMIT",
  "VALUE_AT_RISK",
  "EXPECTED_SHORTFALL",
  "STRESS_LOSS",
]);

export const isNonNegotiable = (code: string): boolean => NON_NEGOTIABLE.has(code);
