import { gateEvents } from "../../store/events/gate.ts";
import { toNumber } from "../../store/money.ts";
import type { Word } from "./doubt.ts";

/** What the gate marks symbols at, where this event says so, by the venue's time of each price. */
export function marksIn({ type, data }: { readonly type: string; readonly data: unknown }): readonly [string, Word][] {
  if (type !== "market.quoted") return [];
  const marks = gateEvents["market.quoted"].safeParse(data).data?.marks ?? {};
  return Object.entries(marks).map(([symbol, { price, at }]) => [symbol, { price: toNumber(price), at }]);
}
