import type { Candle } from "../../src/store/market/candle.ts";
import { simSource } from "../../src/store/market/source/sim.ts";
import { fromNumber, type Money, roundTo } from "../../src/store/money.ts";
import { setPrice, type World } from "./world.ts";

const MINUTE_MS = 60_000;
/** No product is cheaper than that. */
const INCREMENT = "0.01";

/** A way that prices go: one candle of each product a step, null at the end. */
export type Walk = () => ReadonlyMap<string, Candle> | null;

/** The synthetic market, a minute a step: the same seed goes the same way. */
export function syntheticWalk(seed: string, productIds: readonly string[]): Walk {
  const symbols = productIds.map((id) => id.replace("-", "/"));
  const options = { seed, symbols, epoch: Date.UTC(2026, 0, 1), historyBars: 0, timeframe: "1m" } as const;
  const source = simSource({ ...options, priceIncrement: () => INCREMENT });
  return () => {
    const step = source.next();
    return step === null
      ? null
      : new Map([...step.candles].map(([symbol, candle]) => [symbol.replace("/", "-"), candle]));
  };
}

/** Recorded candles of one product, one a step. */
export function recordedWalk(productId: string, candles: readonly Candle[]): Walk {
  let n = 0;
  return () => {
    const candle = candles[n];
    n += 1;
    return candle === undefined ? null : new Map([[productId, candle]]);
  };
}

/** The prices that a candle went through, the nearer end first, as nobody knows better. */
export function pricesOf({ open, high, low, close }: Candle): readonly Money[] {
  const between = close >= open ? [low, high] : [high, low];
  return [open, ...between, close].map((price) => roundTo(fromNumber(price), INCREMENT, "nearest"));
}

/** One step of the way; false at its end, and where there is none. */
export function step(world: World): boolean {
  const candles = world.walk?.() ?? null;
  for (const [productId, candle] of candles ?? []) {
    for (const price of pricesOf(candle)) setPrice(world, productId, price);
  }
  return candles !== null;
}

/** That many minutes of the way as candles that lie before now; the last close is the price now. */
export function history(world: World, minutes: number): void {
  const first = Math.floor(world.now() / MINUTE_MS) * MINUTE_MS - minutes * MINUTE_MS;
  for (let n = 0; n < minutes; n += 1) {
    for (const [productId, candle] of world.walk?.() ?? []) {
      world.candles.get(productId)?.add({ ...candle, ts: first + n * MINUTE_MS });
      const product = world.engine.products.get(productId);
      if (product !== undefined) product.price = pricesOf(candle).at(-1) ?? product.price;
    }
  }
  // The minute at hand is at that price as well: candles and book are of one market.
  for (const { id, price } of world.engine.products.values()) {
    world.candles.get(id)?.record(Number(price), world.now());
  }
}
