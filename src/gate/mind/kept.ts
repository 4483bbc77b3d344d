/** Everything has a written limit. */
export const KEPT = {
  intents: 64,
  endedOrders: 100,
  tradeIds: 500,
  /** Six weeks. */
  hours: 1_008,
  venueErrors: 1_000,
  externalTrades: 1_000,
  cashReferences: 200,
  closedPositions: 100,
  proposals: 100,
  refusedRules: 1_000,
  refusedSettings: 100,
  equityPoints: 500,
} as const;
