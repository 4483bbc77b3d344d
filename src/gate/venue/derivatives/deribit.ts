import { z } from "zod";
import { MAX_SEEN, type SeenPosition } from "../../../store/events/exposureSeen.ts";
import { fromNumber, isZero, type Money, negate, positiveMoney } from "../../../store/money.ts";
import { timestamp } from "../../../store/time.ts";
import type { Derivative } from "../../../store/words/derivative.ts";
import { answered, understood } from "../ccxt/answered.ts";
import { type Line, type LineOptions, openLine } from "../ccxt/line.ts";
import type { Answer } from "../exchange.ts";
import type { PositionSource } from "./source.ts";

const number = z.coerce.number().refine(Number.isFinite, "must be a number");
const positive = number.refine((value) => value > 0, "must be above zero");

/**
 * A position in Deribit's own words (docs.deribit.com, private/get_positions). ccxt's reading of it is not used: its
 * `contracts` are dollars, which its `contractSize` of 10 dollars then multiplies once more.
 */
const own = z.looseObject({
  instrument_name: z.string().min(1).max(60),
  kind: z.enum(["future", "option"], "only futures, perpetuals and options are counted"),
  direction: z.enum(["buy", "sell", "zero"]),
  size: number,
  size_currency: number.nullish(),
  mark_price: number,
});
type Own = z.infer<typeof own>;
const positions = z.array(z.looseObject({ symbol: z.string(), info: own })).max(MAX_SEEN);

const market = z.looseObject({
  base: z.string().min(1),
  quote: z.string().min(1),
  swap: z.boolean(),
  option: z.boolean(),
  inverse: z.boolean(),
  /** Of a perpetual it says nothing. */
  expiry: z.coerce.number(),
  strike: positiveMoney.nullish(),
  optionType: z.enum(["call", "put"]).nullish(),
});
type Market = z.infer<typeof market>;

/** Deribit's Greeks are for one unit of the underlying, by a point of volatility, a day and a point of interest. */
const greeks = z.looseObject({
  delta: number,
  gamma: number,
  vega: number,
  theta: number,
  rho: number,
  markImpliedVolatility: number,
  underlyingPrice: positive,
});

/** Deribit's perpetuals, futures and options, by a key that may only look. */
export class DeribitPositions implements PositionSource {
  readonly name = "deribit";
  readonly #options: Omit<LineOptions, "id">;
  #line: Promise<Line> | null = null;

  constructor(options: Omit<LineOptions, "id">) {
    this.#options = options;
  }

  async positions(): Promise<Answer<readonly SeenPosition[]>> {
    this.#line ??= openLine({ ...this.#options, id: "deribit" });
    const line = await this.#line;
    const held = await heldAt(line);
    if (!held.known) return held;
    const seen: SeenPosition[] = [];
    for (const { symbol, info } of held.value) {
      if (info.direction === "zero" || isZero(fromNumber(info.size))) continue;
      // Shorts are below zero.
      if (info.size < 0 !== (info.direction === "sell"))
        return { known: false, cause: `${info.instrument_name}: its size says another side than its direction` };
      const position = await positionOf(line, symbol, info);
      if (!position.known) return { known: false, cause: `${info.instrument_name}: ${position.cause}` };
      seen.push(position.value);
    }
    return { known: true, value: seen };
  }
}

/** All positions. What was listed since the markets were loaded has no name of ccxt's yet: they are loaded once more. */
async function heldAt(line: Line): Promise<Answer<z.infer<typeof positions>>> {
  const held = answered(await line.ask("fetchPositions"), positions);
  if (!held.known || held.value.every(({ symbol }) => line.market(symbol) !== undefined)) return held;
  const loaded = answered(await line.ask("loadMarkets", true), z.looseObject({}));
  return loaded.known ? answered(await line.ask("fetchPositions"), positions) : loaded;
}

async function positionOf(line: Line, symbol: string, info: Own): Promise<Answer<SeenPosition>> {
  const listed = understood(line.market(symbol), market);
  if (!listed.known) return listed;
  const { base, quote, option, inverse } = listed.value;
  const derivative = derivativeOf(listed.value);
  if (derivative === null || option !== (info.kind === "option"))
    return { known: false, cause: "it is of no known kind" };
  const plain = { name: info.instrument_name, currency: quote, derivative };
  if (!option) {
    if (info.mark_price <= 0) return { known: false, cause: "it has no mark price" };
    // An inverse contract gains, from its mark on, what so many coins gain: dollars ÷ mark of them.
    const units = info.size_currency ?? (inverse ? info.size / info.mark_price : info.size);
    return { known: true, value: { ...plain, quantity: signed(units, info), price: fromNumber(info.mark_price) } };
  }
  const told = answered(await line.ask("fetchGreeks", symbol), greeks);
  if (!told.known) return { known: false, cause: `its Greeks (${base}): ${told.cause}` };
  const { delta, gamma, vega, theta, rho, markImpliedVolatility, underlyingPrice } = told.value;
  const value: SeenPosition = {
    ...plain,
    quantity: signed(info.size, info),
    price: fromNumber(underlyingPrice),
    volatility: markImpliedVolatility / 100,
    greeks: { delta, gamma, vega, theta, rho },
  };
  return { known: true, value };
}

function derivativeOf({ base, quote, swap, option, expiry, strike, optionType }: Market): Derivative | null {
  const contractSize = "1";
  if (swap) return { kind: "perpetual", contractSize };
  if (!timestamp.safeParse(expiry).success) return null;
  if (!option) return { kind: "future", contractSize, expiry };
  if (!strike || !optionType) return null;
  const underlying = `${base}/${quote}`;
  // Deribit prices options by the future of their expiry.
  return { kind: "option", underlying, right: optionType, strike, expiry, contractSize, model: "black_76" };
}

const signed = (units: number, { direction }: Own): Money => {
  const size = fromNumber(Math.abs(units));
  return direction === "sell" ? negate(size) : size;
};
