import type { Exchange } from "../../src/gate/venue/exchange.ts";
import type { OrderSpec } from "../../src/store/words/order.ts";
import type { Mortal } from "./mortal.ts";

export interface WireOptions {
  readonly exchange: Exchange;
  readonly mortal: Mortal;
  /** An order leaves. */
  readonly onSent: (spec: OrderSpec) => void;
}

/** The line of one process to the exchange: what the dead have asked is answered to nobody, and they ask no more. */
export function wireOf({ exchange, mortal, onSent }: WireOptions): Exchange {
  const asked = async <Value>(ask: () => Promise<Value>): Promise<Value> => {
    const never = new Promise<never>(() => {});
    if (!mortal.isAlive) return never;
    const answer = await ask();
    return mortal.isAlive ? answer : never;
  };
  return {
    place(spec) {
      if (mortal.isAlive) onSent(spec);
      return asked(() => exchange.place(spec));
    },
    cancel: (ref) => asked(() => exchange.cancel(ref)),
    find: (ref) => asked(() => exchange.find(ref)),
    openOrders: () => asked(() => exchange.openOrders()),
    fills: (since) => asked(() => exchange.fills(since)),
    balances: () => asked(() => exchange.balances()),
  };
}
