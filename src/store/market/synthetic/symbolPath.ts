import { type Money, toNumber } from "../../money.ts";
import { normal, type Random, seededRandom } from "../../random.ts";
import { DAY_MS, type Timestamp } from "../../time.ts";
import type { Candle, Symbol } from "../candle.ts";
import { gridOf } from "../grid.ts";
import { bridge } from "./bridge.ts";
import { plantedDrift } from "./planted.ts";
import type { Regime } from "./regime.ts";
import { type CommonShock, shockOf } from "./shock.ts";
import { FACTORS, logVolatility } from "./volatility.ts";

/** Correlation of two symbols' shocks; their returns' is a little lower, since each has a fast volatility of its own. */
const CORRELATION = 0.8;
const DIURNAL = 0.25;
/** 24 bp a 5-minute bar, at a log volatility of zero. */
const BASE = 0.0024 / Math.sqrt(300_000);
/** Of a bar's volatility, before the regime's factor. */
const HALF_SPREAD_SHARE = 0.05;
const START_PRICES: Readonly<Record<Symbol, number>> = {
  "BTC/USD": 60_000,
  "ETH/USD": 3_000,
  "SOL/USD": 150,
  "UNITTEST/BTC": 0.0012,
};
const VOLUME_NOTIONAL: Readonly<Record<Symbol, number>> = {
  "BTC/USD": 4e6,
  "ETH/USD": 2e6,
  "SOL/USD": 8e5,
  "UNITTEST/BTC": 2,
};

/** What all symbols share of one bar. `slowLogVolatility` is the market's own, on top of each symbol's. */
export interface MarketBar {
  readonly ts: Timestamp;
  readonly regime: Regime;
  readonly slowLogVolatility: number;
  readonly shock: CommonShock;
}

/** A candle and half the spread at its close, in the quote currency. */
export interface SyntheticBar {
  readonly symbol: Symbol;
  readonly candle: Candle;
  readonly halfSpread: number;
}

/** Volatility peaks at 15:00 UTC, when Europe and America trade, and is lowest at 03:00. */
const diurnal = (ts: Timestamp): number => DIURNAL * Math.cos(2 * Math.PI * ((ts % DAY_MS) / DAY_MS - 15 / 24));

export interface PathOptions {
  readonly symbol: Symbol;
  readonly seed: string | number;
  readonly timeframeMs: number;
  readonly priceIncrement: Money;
}

/** The path of one symbol: each call is its next bar. The draws are its own, whatever other symbols there are. */
export function symbolPath(options: PathOptions): (bar: MarketBar) => SyntheticBar {
  const { symbol, seed, timeframeMs, priceIncrement } = options;
  const tick = toNumber(priceIncrement);
  const onGrid = gridOf(priceIncrement);
  const round = (price: number) => Math.max(tick, onGrid(price));
  const random: Random = seededRandom(seed, `synthetic ${symbol}`);
  const fast = logVolatility(FACTORS.slice(0, 1), random);
  const base = BASE * Math.sqrt(timeframeMs);
  const meanVolume = (VOLUME_NOTIONAL[symbol] ?? 1e5) / (START_PRICES[symbol] ?? 100);
  let price = Math.log(START_PRICES[symbol] ?? 100);
  const planted = plantedDrift(seed);
  let noise = 0;
  return ({ ts, regime, slowLogVolatility, shock }) => {
    const logVol = fast() + slowLogVolatility + Math.log(regime.volatility) + diurnal(ts);
    const volatility = base * Math.exp(logVol);
    const move = volatility * (regime.drift + planted.drift + shockOf(shock, CORRELATION, random));
    const reach = bridge(move, volatility, random);
    noise = 0.7 * noise + 0.3 * normal(random);
    const [open, high, low, close] = [0, reach.high, reach.low, move].map((part) => round(Math.exp(price + part)));
    price += move;
    const volume = Number((meanVolume * Math.exp(logVol + noise)).toPrecision(8));
    const candle = { ts, open: open ?? 0, high: high ?? 0, low: low ?? 0, close: close ?? 0, volume };
    planted.take(candle);
    return {
      symbol,
      candle,
      halfSpread: Math.max(tick, HALF_SPREAD_SHARE * volatility * regime.spread * candle.close),
    };
  };
}
