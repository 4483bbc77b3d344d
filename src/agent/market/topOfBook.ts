import { z } from "zod";
import type { Timestamp } from "../../store/time.ts";
import type { PublicCoinbase } from "./coinbasePublic.ts";

/** The best prices of both sides, in the quote currency, as the exchange shows them. */
export interface TopOfBook {
  readonly bid: number;
  readonly ask: number;
  /** The exchange's own time of this book; null where it gives none. */
  readonly stampedAt: Timestamp | null;
}

/** @throws Error when no book came, or none with both sides. */
export type FetchTop = (symbol: string) => Promise<TopOfBook>;

const side = z.tuple([z.object({ price: z.coerce.number().positive().finite() })], z.unknown());
const answer = z.object({
  pricebook: z.object({ bids: side, asks: side, time: z.iso.datetime({ offset: true }).optional() }),
});

/** The top of Coinbase's public book. */
export const coinbaseTop =
  (coinbase: PublicCoinbase): FetchTop =>
  async (symbol) => {
    const given = await coinbase.book({ product_id: symbol.replace("/", "-"), limit: "1" });
    const read = answer.safeParse(given);
    if (!read.success) {
      const [issue] = read.error.issues;
      throw new Error(`not a book: ${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}`);
    }
    const { bids, asks, time } = read.data.pricebook;
    return { bid: bids[0].price, ask: asks[0].price, stampedAt: time === undefined ? null : Date.parse(time) };
  };
