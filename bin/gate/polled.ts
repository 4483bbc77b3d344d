import type { Market } from "../../src/gate/heart/market.ts";
import { WallTime } from "../../src/gate/heart/marketTime.ts";
import { PolledMarket } from "../../src/gate/heart/polledMarket.ts";
import { PublicCandles } from "../../src/gate/venue/coinbase/publicCandles.ts";
import { inputError } from "../../src/store/input.ts";
import { machineTimers } from "../timers.ts";
import { type MarketParts, paperVenueOf } from "./marketParts.ts";

const CALL_TIMEOUT_MS = 5_000;
const PACE = {
  pollMs: 2_000,
  maxBackoffMs: 30_000,
  graceMs: 10_000,
  quoteEveryMs: 30_000,
  failuresUntilDown: 3,
} as const;

/** A paper account on Coinbase's public data. @throws InputError on a speed: real data has its own. */
export function polledOf(parts: MarketParts): Market {
  const { binding, maxQuoteAgeMs, speed, untilTicks } = parts;
  if (typeof speed === "number") {
    throw inputError("--speed", "real data comes at its own pace", "drop it, or use --market sim");
  }
  const time = new WallTime(Date.now);
  return new PolledMarket({
    ...PACE,
    feed: new PublicCandles({ now: time.now, after: machineTimers.after, timeoutMs: CALL_TIMEOUT_MS }),
    venue: paperVenueOf(parts, time.now),
    time,
    timers: machineTimers,
    symbols: binding.symbols,
    timeframe: binding.timeframe,
    silentAfterMs: maxQuoteAgeMs,
    untilTicks,
  });
}
