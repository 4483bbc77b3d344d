/** How a limit is read when it moves. */
export type Reading =
  | "bigger is looser"
  | "smaller is looser"
  | "an amount"
  | "a smallest amount"
  | "a limit that may be added"
  | "a list that is bound"
  | "true is looser"
  | "a list of what may"
  | "a list of what may not"
  | "neutral";

/** Every key of safety.yaml and which way it loosens; `*` stands for any last name. What is not listed here loosens. */
export const WAYS: Readonly<Record<string, Reading>> = {
  schema: "neutral",
  "symbols.allow": "a list of what may",
  "symbols.deny": "a list of what may not",
  "orders.types": "a list of what may",
  "orders.marketSymbols": "a list of what may",
  "orders.minNotional.*": "a smallest amount",
  "orders.maxNotional.*": "an amount",
  "orders.maxNotionalPct": "bigger is looser",
  "orders.maxQuantity.*": "bigger is looser",
  "orders.collarBps": "bigger is looser",
  "orders.maxPassiveBps": "bigger is looser",
  "orders.maxSpreadBps": "bigger is looser",
  "orders.maxImpactBps": "bigger is looser",
  "orders.maxOpenOrders": "bigger is looser",
  "orders.maxOpenOrdersPerSymbol": "bigger is looser",
  "orders.maxSubmitsPerMinute": "bigger is looser",
  "orders.maxModifiesPerMinute": "bigger is looser",
  "orders.maxCancelsPerMinute": "bigger is looser",
  "orders.maxEntriesPerRulePerHour": "bigger is looser",
  "orders.maxEntriesPerSymbolPerHour": "bigger is looser",
  "orders.lookAlikeMs": "smaller is looser",
  "orders.entryExpiryCandles": "bigger is looser",
  "approval.aboveNotionalPct": "bigger is looser",
  "approval.expireAfterCandles": "bigger is looser",
  "exposure.maxSymbolPct": "bigger is looser",
  "exposure.maxGrossPct": "bigger is looser",
  "exposure.maxNetPct": "bigger is looser",
  "exposure.maxLeverage": "bigger is looser",
  "exposure.clusters.*.symbols": "a list that is bound",
  "exposure.clusters.*.maxPct": "a limit that may be added",
  "exposure.maxPositions": "bigger is looser",
  "exposure.allowShort": "true is looser",
  "balance.reservePct": "smaller is looser",
  "balance.maxReservedPct": "bigger is looser",
  "staleness.maxIntentAgeCandles": "bigger is looser",
  "staleness.maxQuoteAgeMs": "bigger is looser",
  "staleness.maxPriceGapBps": "bigger is looser",
  "staleness.maxMetadataAgeMs": "bigger is looser",
  "stops.maxDistancePct": "bigger is looser",
  "stops.maxRiskPct": "bigger is looser",
  "stops.maxOpenRiskPct": "bigger is looser",
  "losses.maxDailyPct": "bigger is looser",
  "losses.maxWeeklyPct": "bigger is looser",
  "losses.maxDrawdownPct": "bigger is looser",
  "losses.maxStreak": "bigger is looser",
  "losses.coolDownMinutes": "smaller is looser",
  "budgets.maxTurnoverPct": "bigger is looser",
  "budgets.maxFeesPct": "bigger is looser",
  "market.maxMovePct": "bigger is looser",
  "venue.maxErrorsPerHour": "bigger is looser",
  "hours.closed": "a list of what may not",
  "risk.maxDeltaPct": "bigger is looser",
  "risk.maxGammaPct": "bigger is looser",
  "risk.maxVegaPct": "bigger is looser",
  "risk.maxThetaPct": "bigger is looser",
  "risk.maxRhoPct": "bigger is looser",
  "risk.varConfidencePct": "smaller is looser",
  "risk.maxValueAtRiskPct": "bigger is looser",
  "risk.maxShortfallPct": "bigger is looser",
  "risk.interestPct": "neutral",
  "risk.assumedDayMovePct": "smaller is looser",
  "risk.stress.pricePct": "a list of what may not",
  "risk.stress.volatilityPoints": "a list of what may not",
  "risk.stress.maxLossPct": "bigger is looser",
  "agent.framesPerSecond": "bigger is looser",
  "agent.burstFrames": "bigger is looser",
  "agent.cancelFrames": "neutral", // taking back is never a risk; the number is bounded by the schema
  "agent.floodFrames": "bigger is looser",
  "agent.warnAfterMs": "bigger is looser",
  "agent.cancelEntriesAfterMs": "bigger is looser",
  "agent.liquidateAfterMs": "neutral", // closing is no limit but a person's choice of what to fear more
  "watchdog.maxLagMs": "bigger is looser",
  "watchdog.maxClockSkewMs": "bigger is looser",
  "watchdog.minFreeDiskMb": "smaller is looser",
  "watchdog.maxMemoryMb": "bigger is looser",
  "proposals.expireAfterDays": "bigger is looser",
  // The paper venue is no limit: it matters when a paper account is opened, and never again.
  "paper.takerFeeBps": "neutral",
  "paper.makerFeeBps": "neutral",
  "paper.spreadBps": "neutral",
  "paper.slippageBps": "neutral",
  "paper.startingCash.*": "neutral",
};
