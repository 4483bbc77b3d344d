import { z } from "zod";
import type { InstrumentFacts } from "../../../store/market/instruments.ts";
import { isPositive } from "../../../store/money.ts";
import type { Timestamp } from "../../../store/time.ts";
import type { Answer } from "../exchange.ts";
import { understood } from "./answered.ts";
import { figure } from "./answerOrder.ts";
import type { Line } from "./line.ts";
import type { StopForm } from "./stopForm.ts";

const positive = figure.refine(isPositive, "must be above zero");
const range = z
  .looseObject({ min: figure.nullish(), max: positive.nullish() })
  .nullish()
  .transform((each) => ({ min: each?.min ?? null, max: each?.max ?? null }));
const market = z.looseObject({
  symbol: z.string(),
  base: z.string().min(1),
  quote: z.string().min(1),
  spot: z.literal(true, "only spot markets can be traded"),
  active: z.boolean("ccxt does not say whether it trades"),
  precision: z.looseObject({ amount: positive, price: positive }),
  limits: z.looseObject({ amount: range, cost: range }),
});

/** Where an exchange names no largest order: safety.yaml names ours. */
const NO_LARGEST = "1000000000";

/** What the exchange lets everybody trade of a symbol, as it said when its markets were loaded at `now`. */
export function productOf(
  line: Pick<Line, "market">,
  symbol: string,
  stop: StopForm | null,
  now: Timestamp,
): Answer<InstrumentFacts> {
  const found = understood(line.market(symbol), market);
  if (!found.known) return { known: false, cause: `${symbol}: ${found.cause}` };
  const { base, quote, active, precision, limits } = found.value;
  return {
    known: true,
    value: {
      symbol,
      base,
      quote,
      priceIncrement: precision.price,
      quantityIncrement: precision.amount,
      minQuantity: limits.amount.min ?? precision.amount,
      maxQuantity: limits.amount.max ?? NO_LARGEST,
      minNotional: limits.cost.min ?? "0",
      status: active ? "online" : "disabled",
      derivative: { kind: "spot" },
      stops: stop === null ? "GATE-ONLY" : "STOP-ONLY",
      asOf: now,
    },
  };
}
