import { z } from "zod";
import type { Line } from "./line.ts";

const flag = z.boolean().nullish().catch(null);
const listing = z
  .looseObject({ symbolRequired: flag, trigger: flag })
  .nullish()
  .catch(null)
  .transform((each) => ({
    needsSymbol: each?.symbolRequired !== false,
    /** Orders with a trigger stand in a list of their own, where nobody here looks. */
    hidesTriggers: each?.trigger === true,
  }));

const spot = z.looseObject({
  createOrder: z
    .looseObject({
      stopLossPrice: flag,
      timeInForce: z.looseObject({ IOC: flag, FOK: flag }).nullish().catch(null),
    })
    .nullish()
    .catch(null),
  fetchOrder: listing,
  fetchOrders: listing,
  fetchOpenOrders: listing,
  fetchClosedOrders: listing,
  fetchCanceledOrders: listing,
  fetchMyTrades: listing,
});
const features = z
  .looseObject({ spot: spot.nullish().catch(null) })
  .nullish()
  .catch(null);

type Listings = "fetchOrders" | "fetchOpenOrders" | "fetchClosedOrders" | "fetchCanceledOrders" | "fetchMyTrades";

/** What of ccxt's unified interface works at an exchange, as far as it matters here. What is not said is no. */
export interface Traits {
  readonly takesIoc: boolean;
  readonly takesFok: boolean;
  /** Stops rest there, and are listed among the other orders. */
  readonly listsStops: boolean;
  readonly needsSymbol: (list: Listings) => boolean;
}

export function traitsOf(line: Pick<Line, "features">): Traits {
  const found = features.parse(line.features)?.spot;
  const create = found?.createOrder;
  const looks = [found?.fetchOrder, found?.fetchOpenOrders, found?.fetchClosedOrders, found?.fetchOrders];
  return {
    takesIoc: create?.timeInForce?.IOC === true,
    takesFok: create?.timeInForce?.FOK === true,
    listsStops: create?.stopLossPrice === true && looks.every((each) => each?.hidesTriggers !== true),
    needsSymbol: (list) => found?.[list].needsSymbol ?? true,
  };
}
