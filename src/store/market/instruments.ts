import { z } from "zod";
import { inputError } from "../input.ts";
import { isMore, nonNegativeMoney, positiveMoney } from "../money.ts";
import { readText } from "../readText.ts";
import { timestamp } from "../time.ts";
import { derivative } from "../words/derivative.ts";
import { parseYaml } from "../yaml.ts";
import type { Symbol } from "./candle.ts";

const MAX_BYTES = 1 << 20;
const currency = z.string().regex(/^[A-Z0-9_]{2,20}$/, "upper case letters, digits and _");

const increments = z.strictObject({
  priceIncrement: positiveMoney,
  quantityIncrement: positiveMoney,
  minQuantity: nonNegativeMoney,
  maxQuantity: positiveMoney,
  minNotional: nonNegativeMoney,
});
/** Whether a venue takes orders in a product, and of which kind. Only `online` takes all of them. */
export const productStatus = z.enum(["online", "limit_only", "post_only", "cancel_only", "view_only", "disabled"]);
const instrument = increments.extend({
  symbol: z.string(),
  base: currency,
  quote: currency,
  status: productStatus.default("online"),
  derivative: derivative.default({ kind: "spot" }),
  /**
   * Which stops can rest at the venue: with a target beside them, alone (the gate watches the target), or none, so that
   * the gate must live for them to work. Not said: with a target.
   */
  stops: z.enum(["EXCHANGE", "STOP-ONLY", "GATE-ONLY"]).optional(),
});

/**
 * What a venue lets us trade. Prices and `minNotional` are in the quote currency, quantities in the base currency; all
 * decimal strings. A price must be a multiple of `priceIncrement`, a quantity of `quantityIncrement`.
 */
export type Instrument = z.infer<typeof instrument>;

/** The same as the gate keeps it: with the time at which the venue said so; null when a file did, which does not age. */
export const instrumentFacts = instrument.extend({ asOf: timestamp.nullable() });
export type InstrumentFacts = z.infer<typeof instrumentFacts>;

const file = z.strictObject({
  instruments: z.array(instrument).min(1).max(1_000).superRefine(checkEach),
  default: increments.optional(),
});

function checkEach(list: readonly Instrument[], context: z.core.$RefinementCtx): void {
  const seen = new Set<string>();
  for (const [i, { symbol, base, quote, minQuantity, maxQuantity }] of list.entries()) {
    const issue = (name: string, message: string) => context.addIssue({ code: "custom", path: [i, name], message });
    if (seen.has(symbol)) issue("symbol", "Another instrument has this symbol");
    if (symbol !== `${base}/${quote}`) issue("symbol", `Base and quote make it "${base}/${quote}"`);
    if (isMore(minQuantity, maxQuantity)) issue("minQuantity", `It is above maxQuantity ${maxQuantity}`);
    seen.add(symbol);
  }
}

export interface Instruments {
  readonly listed: readonly Instrument[];
  /** The instrument, or what the file's `default` makes of an unlisted symbol; null when it declares none. */
  find(symbol: Symbol): Instrument | null;
  /** The same. @throws InputError when there is none. */
  get(symbol: Symbol): Instrument;
}

/** The instruments of YAML text. @throws InputError "instruments.yaml:4:5: what; what to do". */
export function parseInstruments(text: string, source: string): Instruments {
  const parsed = parseYaml<z.infer<typeof file>>(text, source, file);
  const bySymbol = new Map(parsed.instruments.map((each) => [each.symbol, each]));
  const fallback = (symbol: Symbol): Instrument | null => {
    const [base, quote, ...more] = symbol.split("/");
    if (parsed.default === undefined || !base || !quote || more.length > 0) return null;
    return { symbol, base, quote, status: "online", derivative: { kind: "spot" }, ...parsed.default };
  };
  const find = (symbol: Symbol) => bySymbol.get(symbol) ?? fallback(symbol);
  return {
    listed: parsed.instruments,
    find,
    get(symbol) {
      const found = find(symbol);
      if (found === null)
        throw inputError(source, `no instrument ${symbol}`, `add it, or use one of ${[...bySymbol.keys()].join(", ")}`);
      return found;
    },
  };
}

/** The same of a file. @throws InputError also when it cannot be read. */
export const readInstruments = (path: string): Instruments => parseInstruments(readText(path, MAX_BYTES), path);
