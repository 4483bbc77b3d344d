import { z } from "zod";
import { isPositive, type Money } from "../../../store/money.ts";
import type { Answer } from "../exchange.ts";
import { size } from "./amount.ts";
import { answerOf } from "./heard.ts";
import { productIdOf } from "./productId.ts";
import type { Ask } from "./wire.ts";

const price = size.refine(isPositive, "must be above zero");
const ticker = z
  .looseObject({ trades: z.tuple([z.looseObject({ price })], z.unknown()) })
  .transform(({ trades: [newest] }) => newest.price);

/** What a symbol was traded at last, in its quote currency. */
export const lastPrice = async (ask: Ask, symbol: string): Promise<Answer<Money>> =>
  answerOf(await ask("ticker", { product_id: productIdOf(symbol), limit: "1" }), ticker);
