import { z } from "zod";
import type { Timestamp } from "../../../store/time.ts";

export type Params = Readonly<Record<string, unknown>>;

/** What one exchange needs beyond ccxt's unified interface, which has no words for it. */
export interface Dialect {
  /** An order that the exchange itself takes back at that time; null: it has none, or none that is known here. */
  readonly goodTill: ((at: Timestamp) => Params) | null;
  /** Sent with every order. */
  readonly always: Params;
  /** Whether the list of open orders has no pages. */
  readonly listsAllOpen: boolean;
  /** The end of a stretch of orders that ended, where ccxt's `until` does not reach the exchange as it should. */
  readonly endedUntil: (at: Timestamp) => Params;
  /**
   * What every reply of the exchange's is an instance of. ccxt makes an empty list, and no error, of most things that
   * are none.
   */
  readonly envelope: z.ZodType;
}

/** Without a form of its own a reply must at least say something: `{}` does not. */
const said = z.array(z.unknown()).or(z.record(z.string(), z.unknown()).refine((body) => Object.keys(body).length > 0));
const PLAIN: Dialect = {
  goodTill: null,
  always: {},
  listsAllOpen: false,
  endedUntil: (until) => ({ until }),
  envelope: said,
};

/** By ccxt's id. Another row needs the exchange's own documentation, and a run of the contract suite. */
const DIALECTS: Readonly<Record<string, Dialect>> = {
  kraken: {
    // docs.kraken.com, Add Order: GTD with `expiretm` in seconds. Rounded down: sooner gone than too late.
    goodTill: (at) => ({ timeInForce: "GTD", expiretm: String(Math.floor(at / 1_000)) }),
    // "fciq": the fee in the quote currency, also on buys.
    always: { oflags: "fciq" },
    listsAllOpen: true,
    // ccxt passes milliseconds on where Kraken counts seconds.
    endedUntil: (at) => ({ end: Math.ceil(at / 1_000) }),
    envelope: z.union([
      z.looseObject({ error: z.array(z.string()).min(1) }),
      z.looseObject({ error: z.tuple([]), result: z.looseObject({}) }),
    ]),
  },
};

export const dialectOf = (id: string): Dialect => DIALECTS[id] ?? PLAIN;
