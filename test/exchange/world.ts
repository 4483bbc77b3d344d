import type { Money } from "../../src/store/money.ts";
import type { Candles } from "./candles.ts";
import type { Engine } from "./engine.ts";
import type { Walk } from "./walk.ts";

/** What the key that is used may do. */
export interface Permissions {
  readonly can_view: boolean;
  readonly can_trade: boolean;
  readonly can_transfer: boolean;
}

/** Everything there is behind the doors. `walk`: the way that prices go, step by step; null when only tests set them. */
export interface World {
  readonly engine: Engine;
  readonly candles: ReadonlyMap<string, Candles>;
  readonly now: () => number;
  permissions: Permissions;
  walk: Walk | null;
}

/** The next price of a product: orders meet it, and its candle remembers it. */
export function setPrice({ engine, candles, now }: World, productId: string, price: Money): void {
  engine.setPrice(productId, price);
  candles.get(productId)?.record(Number(price), now());
}
