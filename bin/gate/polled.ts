import type { Market } from "../../src/gate/heart/market.ts";
import { WallTime } from "../../src/gate/heart/marketTime.ts";
import type { PolledOptions } from "../../src/gate/heart/pollRun.ts";
import { PolledMarket } from "../../src/gate/heart/polledMarket.ts";
import { CcxtFeed } from "../../src/gate/venue/ccxt/feed.ts";
import { PublicCandles } from "../../src/gate/venue/coinbase/publicCandles.ts";
import type { PriceFeed } from "../../src/gate/venue/priceFeed.ts";
import { RemoteVenue } from "../../src/gate/venue/remote.ts";
import { inputError } from "../../src/store/input.ts";
import type { Clock } from "../../src/store/time.ts";
import type { AccountBinding } from "../../src/store/words/account.ts";
import { coinbaseUrl, venueUrl } from "../standIns.ts";
import { machineTimers } from "../timers.ts";
import { type MarketParts, paperVenueOf } from "./marketParts.ts";

const CALL_TIMEOUT_MS = 5_000;
const PACE = {
  pollMs: 2_000,
  maxBackoffMs: 10_000,
  graceMs: 10_000,
  quoteEveryMs: 30_000,
  failuresUntilDown: 3,
} as const;

/** Paper fills against the prices that it is shown; an exchange by itself, and is looked at. */
function handOf(parts: MarketParts, now: Clock): Pick<PolledOptions, "venue" | "fills"> {
  const { exchange, follow, report, current: state } = parts;
  if (exchange === null) {
    const venue = paperVenueOf(parts, now);
    return { venue, fills: venue };
  }
  return {
    venue: new RemoteVenue({ exchange, now, timers: machineTimers, report, state, follow: follow ?? undefined }),
    fills: null,
  };
}

/** What everybody may see of the account's exchange. */
function feedOf({ market }: AccountBinding, now: Clock): PriceFeed {
  const timeoutMs = CALL_TIMEOUT_MS;
  if (market.kind === "ccxt") {
    return new CcxtFeed({ id: market.exchange, now, timers: machineTimers, timeoutMs, baseUrl: venueUrl() });
  }
  const url = coinbaseUrl();
  return new PublicCandles({
    now,
    after: machineTimers.after,
    timeoutMs,
    ...(url === undefined ? {} : { baseUrl: url }),
  });
}

/** An account on an exchange's public data, paper or live. @throws InputError on a speed: real data has its own. */
export function polledOf(parts: MarketParts): Market {
  const { binding, maxQuoteAgeMs, speed, untilTicks } = parts;
  if (typeof speed === "number") {
    throw inputError("--speed", "real data comes at its own pace", "drop it, or use --market sim");
  }
  const time = new WallTime(Date.now);
  return new PolledMarket({
    ...PACE,
    feed: feedOf(binding, time.now),
    ...handOf(parts, time.now),
    time,
    timers: machineTimers,
    symbols: binding.symbols,
    timeframe: binding.timeframe,
    silentAfterMs: maxQuoteAgeMs,
    untilTicks,
  });
}
