import type { CommandOf } from "../../src/gate/decide/command.ts";
import { binding, open, safetyWith } from "../gate/facts.ts";
import { SYMBOLS } from "./agent.ts";
import type { VenueKind } from "./plan.ts";

/** The account of a world: real prices, candles of an hour; at an exchange it is a live one. */
export const accountAt = (venue: VenueKind): CommandOf<"account.open"> => ({
  ...open,
  binding: {
    ...binding,
    mode: venue === "paper" ? "paper" : "live",
    venue: venue === "paper" ? "paper" : "coinbase",
    market: { kind: "coinbase" },
    symbols: [...SYMBOLS],
    timeframe: "1h",
  },
});

/** Losses, risk and numbers leave room, so that what is traded does not dry up on the second day; the rest is as shipped. */
export const safety = safetyWith((limits) => ({
  ...limits,
  stops: { maxDistancePct: 15, maxRiskPct: 5, maxOpenRiskPct: 20 },
  losses: { ...limits.losses, maxDailyPct: 10, maxWeeklyPct: 30, maxDrawdownPct: 60, maxStreak: 1_000 },
  venue: { maxErrorsPerHour: 100 },
}));
