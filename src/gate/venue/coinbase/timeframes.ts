import type { Timeframe } from "../../../store/time.ts";

/** What Coinbase calls its candle lengths. It has no 4h candle. */
export const GRANULARITIES: Readonly<Partial<Record<Timeframe, string>>> = {
  "1m": "ONE_MINUTE",
  "5m": "FIVE_MINUTE",
  "15m": "FIFTEEN_MINUTE",
  "30m": "THIRTY_MINUTE",
  "1h": "ONE_HOUR",
  "2h": "TWO_HOUR",
  "6h": "SIX_HOUR",
  "1d": "ONE_DAY",
};
