/** How a limit is read when it moves. */
export type Reading =
  | "bigger is looser"
  | "smaller is looser"
  | "an amount"
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
  "orders.maxNotional.*": "an amount",
  "orders.maxNotionalPct": "bigger is looser",
  "orders.collarBps": "bigger is looser",
  "orders.maxOpenOrders": "bigger is looser",
  "orders.maxSubmitsPerMinute": "bigger is looser",
  "orders.entryExpiryCandles": "bigger is looser",
  "exposure.maxSymbolPct": "bigger is looser",
  "exposure.maxGrossPct": "bigger is looser",
  "exposure.maxPositions": "bigger is looser",
  "exposure.allowShort": "true is looser",
  "balance.reservePct": "smaller is looser",
  "staleness.maxIntentAgeCandles": "bigger is looser",
  "staleness.maxQuoteAgeMs": "bigger is looser",
  "stops.maxDistancePct": "bigger is looser",
  "stops.maxRiskPct": "bigger is looser",
  "losses.maxDailyPct": "bigger is looser",
  "losses.maxDrawdownPct": "bigger is looser",
  "agent.framesPerSecond": "bigger is looser",
  "agent.burstFrames": "bigger is looser",
  "agent.warnAfterMs": "bigger is looser",
  "agent.cancelEntriesAfterMs": "bigger is looser",
  "proposals.expireAfterDays": "bigger is looser",
  // The paper venue is no limit: it matters when a paper account is opened, and never again.
  "paper.takerFeeBps": "neutral",
  "paper.makerFeeBps": "neutral",
  "paper.spreadBps": "neutral",
  "paper.slippageBps": "neutral",
  "paper.startingCash.*": "neutral",
};
