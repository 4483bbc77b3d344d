import { z } from "zod";
import type { Candle } from "../../../store/market/candle.ts";
import type { BookDepth } from "../../../store/events/marketQuoted.ts";
import { nonNegativeMoney, positiveMoney } from "../../../store/money.ts";
import { type Timestamp, timestamp } from "../../../store/time.ts";
import { type Quote, VenueDown } from "../priceFeed.ts";

/** More than any honest answer holds. */
const MAX_ROWS = 1_000;
/** Steps of each side of a book that are asked for and kept. */
export const BOOK_STEPS = 20;

const price = z.string().transform(Number).pipe(z.number().positive());
const row = z
  .object({
    start: z.string().transform(Number).pipe(z.int().positive()),
    open: price,
    high: price,
    low: price,
    close: price,
    volume: z.string().transform(Number).pipe(z.number().min(0)),
  })
  .refine(({ open, high, low, close }) => low <= Math.min(open, close) && high >= Math.max(open, close), {
    message: "high and low do not hold open and close",
  });
const candlesAnswer = z.object({ candles: z.array(row).max(MAX_ROWS) });

const tickerAnswer = z.object({
  trades: z
    .array(
      z.object({
        price: positiveMoney,
        time: z
          .string()
          .transform((text) => Date.parse(text))
          .pipe(timestamp),
      }),
    )
    .min(1)
    .max(MAX_ROWS),
});

/** The answer of `/market/products/{id}/candles`, oldest first, each open time once. @throws VenueDown malformed. */
export function candlesOf(answer: unknown, candleMs: number): readonly Candle[] {
  const { candles } = parsed(candlesAnswer, answer);
  const byTs = new Map<number, Candle>();
  for (const { start, ...rest } of candles) {
    const ts = start * 1_000;
    if (ts % candleMs !== 0) throw new VenueDown("malformed", `a candle begins at ${start}, between two`);
    if (!byTs.has(ts)) byTs.set(ts, { ts, ...rest });
  }
  return [...byTs.values()].toSorted((a, b) => a.ts - b.ts);
}

/** The newest trade in the answer of `/market/products/{id}/ticker`. @throws VenueDown malformed. */
export function quoteOf(answer: unknown): Quote {
  const { trades } = parsed(tickerAnswer, answer);
  const newest = trades.reduce((last, trade) => (trade.time > last.time ? trade : last));
  return { price: newest.price, at: newest.time };
}

const level = z.object({ price: positiveMoney, size: nonNegativeMoney });
const bookAnswer = z.object({
  pricebook: z.object({ bids: z.array(level).max(MAX_ROWS), asks: z.array(level).max(MAX_ROWS) }),
});

/** The answer of `/market/product_book`, best prices first, as it was read at `at`. @throws VenueDown malformed. */
export function bookOf(answer: unknown, at: Timestamp): BookDepth {
  const { bids, asks } = parsed(bookAnswer, answer).pricebook;
  const steps = (side: typeof bids): BookDepth["bids"] =>
    side.slice(0, BOOK_STEPS).map(({ price: each, size }) => [each, size]);
  return { at, bids: steps(bids), asks: steps(asks) };
}

function parsed<Answer>(schema: z.ZodType<Answer>, answer: unknown): Answer {
  const result = schema.safeParse(answer);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new VenueDown("malformed", `${issue?.path.join(".") || "the answer"}: ${issue?.message ?? "not understood"}`);
}
