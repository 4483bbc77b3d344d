import type { WorkingOrder } from "../mind/state.ts";
import type { OrderRef } from "./exchange.ts";

/** An order as its exchange is asked for it. */
export const refOf = ({ spec, venueOrderId, reservedAt }: WorkingOrder): OrderRef => ({
  clientOrderId: spec.clientOrderId,
  venueOrderId,
  symbol: spec.symbol,
  since: reservedAt,
});
