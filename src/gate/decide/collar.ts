import { add, bpsOf, type Money, roundTo, subtract } from "../../store/money.ts";
import type { Side } from "../../store/words/intent.ts";
import type { Safety } from "../safety/schema.ts";
import type { InstrumentFacts } from "../../store/market/instruments.ts";

/** The worst price an entry at the market may take: the mark and `collarBps` against it, on the price grid. */
export function collarPrice(
  side: Side,
  mark: Money | undefined,
  instrument: InstrumentFacts | undefined,
  safety: Safety,
): Money | undefined {
  if (mark === undefined || instrument === undefined) return undefined;
  const room = bpsOf(mark, safety.limits.orders.collarBps);
  return side === "buy"
    ? roundTo(add(mark, room), instrument.priceIncrement, "down")
    : roundTo(subtract(mark, room), instrument.priceIncrement, "up");
}
