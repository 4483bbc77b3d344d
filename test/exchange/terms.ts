import { z } from "zod";
import { type Money, positiveMoney } from "../../src/store/money.ts";

/** What an order asks for, whichever of Coinbase's kinds it was written as. */
export interface Terms {
  readonly kind: "market" | "limit" | "stop" | "bracket";
  readonly timeInForce: "GTC" | "GTD" | "IOC" | "FOK";
  readonly baseSize: Money | null;
  readonly quoteSize: Money | null;
  readonly limitPrice: Money | null;
  readonly stopPrice: Money | null;
  readonly stopsUp: boolean;
  readonly postOnly: boolean;
  readonly endTime: number | null;
  /** As it was sent: it is shown again in that form. */
  readonly configuration: Readonly<Record<string, unknown>>;
}

const price = positiveMoney;
const base_size = positiveMoney;
const end_time = z
  .string()
  .transform((text) => Date.parse(text))
  .pipe(z.number());
const post_only = z.boolean().optional();
const market = z.strictObject({ base_size: base_size.optional(), quote_size: positiveMoney.optional() });
const limit = { base_size, limit_price: price };
const direction = z.enum(["STOP_DIRECTION_STOP_UP", "STOP_DIRECTION_STOP_DOWN"]);

/** Each kind with the fields it takes; another kind or another field is refused, as the venue does. */
const KINDS = {
  market_market_ioc: ["market", "IOC", market],
  sor_limit_ioc: ["limit", "IOC", z.strictObject(limit)],
  limit_limit_gtc: ["limit", "GTC", z.strictObject({ ...limit, post_only })],
  limit_limit_gtd: ["limit", "GTD", z.strictObject({ ...limit, end_time, post_only })],
  limit_limit_fok: ["limit", "FOK", z.strictObject(limit)],
  stop_limit_stop_limit_gtc: [
    "stop",
    "GTC",
    z.strictObject({ ...limit, stop_price: price, stop_direction: direction }),
  ],
  stop_limit_stop_limit_gtd: [
    "stop",
    "GTD",
    z.strictObject({ ...limit, stop_price: price, stop_direction: direction, end_time }),
  ],
  trigger_bracket_gtc: ["bracket", "GTC", z.strictObject({ ...limit, stop_trigger_price: price })],
  trigger_bracket_gtd: ["bracket", "GTD", z.strictObject({ ...limit, stop_trigger_price: price, end_time })],
} as const;

const anyFields = z.looseObject({
  base_size: base_size.optional(),
  quote_size: positiveMoney.optional(),
  limit_price: price.optional(),
  stop_price: price.optional(),
  stop_trigger_price: price.optional(),
  stop_direction: direction.optional(),
  post_only,
  end_time: end_time.optional(),
});

/** What an `order_configuration` asks for; null when it is none. */
export function termsOf(configuration: Readonly<Record<string, unknown>>): Terms | null {
  const [name = "", ...more] = Object.keys(configuration);
  const row = Object.entries(KINDS).find(([key]) => key === name)?.[1];
  if (row === undefined || more.length > 0) return null;
  const [kind, timeInForce, schema] = row;
  if (!schema.safeParse(configuration[name]).success) return null;
  const fields = anyFields.parse(configuration[name]);
  if (fields.base_size === undefined && fields.quote_size === undefined) return null;
  return {
    kind,
    timeInForce,
    baseSize: fields.base_size ?? null,
    quoteSize: fields.quote_size ?? null,
    limitPrice: fields.limit_price ?? null,
    stopPrice: fields.stop_price ?? fields.stop_trigger_price ?? null,
    stopsUp: fields.stop_direction === "STOP_DIRECTION_STOP_UP",
    postOnly: fields.post_only === true,
    endTime: fields.end_time ?? null,
    configuration,
  };
}
