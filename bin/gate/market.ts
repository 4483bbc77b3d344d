import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Market } from "../../src/gate/heart/market.ts";
import { TickTime } from "../../src/gate/heart/marketTime.ts";
import { WalkedMarket } from "../../src/gate/heart/walkedMarket.ts";
import { timeframeMs } from "../../src/store/time.ts";
import { machineTimers } from "../timers.ts";
import { readCandles } from "../../src/store/market/csv.ts";
import { replaySource } from "../../src/store/market/source/replay.ts";
import { simSource } from "../../src/store/market/source/sim.ts";
import { advanced, type MarketSource } from "../../src/store/market/source/source.ts";
import type { AccountBinding } from "../../src/store/words/account.ts";
import { EXIT, Exit } from "../exit.ts";
import { type MarketParts, paperVenueOf } from "./marketParts.ts";
import { polledOf } from "./polled.ts";

/** The market of a sim or replay account from its first candle on; null with real data. @throws Exit 5 when a recording changed. */
export function sourceOf(binding: AccountBinding, priceIncrement: (symbol: string) => string): MarketSource | null {
  const { market, symbols, timeframe } = binding;
  if (market.kind === "coinbase" || market.kind === "ccxt") return null;
  if (market.kind === "sim") return simSource({ ...market, symbols, timeframe, priceIncrement });
  const recorded = new Map(
    market.files.map(({ symbol, path, sha256 }) => {
      requireSame(path, sha256);
      return [symbol, readCandles(path)];
    }),
  );
  return replaySource(recorded);
}

function requireSame(path: string, sha256: string): void {
  let now: string;
  try {
    now = createHash("sha256").update(readFileSync(path)).digest("hex");
  } catch {
    throw new Exit(EXIT.unsafe, `${path}: the recording this account was made for cannot be read; put it back`);
  }
  if (now === sha256) return;
  throw new Exit(EXIT.unsafe, `${path}: not the recording this account was made for; put it back, or start a new run`);
}

/** Market time at which an account opens. */
export function openingTime(binding: AccountBinding, wallMs: number): number {
  const { market } = binding;
  if (market.kind === "sim") return market.epoch;
  if (market.kind === "coinbase" || market.kind === "ccxt") return wallMs;
  return Math.min(...market.files.map(({ path }) => readCandles(path)[0]?.ts ?? wallMs));
}

/** A source that ends after `ticks` more. */
export function limited(source: MarketSource, ticks: number | null): MarketSource {
  if (ticks === null) return source;
  let left = ticks;
  return {
    next() {
      left -= 1;
      return left < 0 ? null : source.next();
    },
  };
}

/** An acknowledgment that takes longer ends a run at full speed. */
const ACK_TIMEOUT_MS = 30_000;
/** Of sim and replay with a screen: one 5-minute candle a second. */
const DEFAULT_SPEED = 300;

/** The market that an account is bound to, standing where its journal left it. */
export function marketOf(parts: MarketParts): Market {
  const { binding, state, lastTs, instruments, speed, untilTicks } = parts;
  const source = sourceOf(binding, (symbol) => instruments.get(symbol).priceIncrement);
  if (source === null) return polledOf(parts);
  const time = new TickTime(lastTs ?? openingTime(binding, Date.now()));
  const behind = state.binding === null ? historyOf(binding) : state.nextTick;
  return new WalkedMarket({
    source: limited(advanced(source, behind), untilTicks),
    venue: paperVenueOf(parts, time.now),
    time,
    candleMs: timeframeMs(binding.timeframe),
    speed: speed ?? DEFAULT_SPEED,
    timers: machineTimers,
    ackTimeoutMs: ACK_TIMEOUT_MS,
  });
}

const historyOf = ({ market }: AccountBinding): number => (market.kind === "sim" ? market.historyBars : 0);
