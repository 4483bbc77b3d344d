import { z } from "zod";
import type { Money } from "../../../store/money.ts";
import type { OrderSpec } from "../../../store/words/order.ts";
import type { Answer } from "../exchange.ts";
import { maybeSize } from "./amount.ts";
import { answerOf } from "./heard.ts";
import { type BodyTerms, type OrderBody, orderBody } from "./orderBody.ts";
import type { Ask } from "./wire.ts";

/** What Coinbase would make of an order that is not sent. Money in the quote currency; null: it does not say. */
export interface Preview {
  /** Reasons for which it would refuse it, such as PREVIEW_INSUFFICIENT_FUND. */
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
  readonly commission: Money | null;
  readonly slippage: Money | null;
}

const answer = z
  .looseObject({
    errs: z.array(z.string()).nullish(),
    warning: z.array(z.string()).nullish(),
    commission_total: maybeSize,
    slippage: maybeSize,
  })
  .refine(({ errs, commission_total }) => errs !== undefined || commission_total !== null, "it says nothing")
  .transform(({ errs, warning, commission_total, slippage }): Preview => ({
    errors: errs ?? [],
    warnings: warning ?? [],
    commission: commission_total,
    slippage,
  }));

/** Asks without trading. ccxt's unified call throws this answer away. */
export async function preview(ask: Ask, spec: OrderSpec, terms: BodyTerms): Promise<Answer<Preview>> {
  const body = orderBody(spec, terms);
  return typeof body === "string" ? { known: false, cause: `NOT_SENT: ${body}` } : previewOf(ask, body);
}

/** The same of an order that is written already. */
export async function previewOf(ask: Ask, body: Omit<OrderBody, "client_order_id">): Promise<Answer<Preview>> {
  const { product_id, side, order_configuration } = body;
  return answerOf(await ask("preview", { product_id, side, order_configuration }), answer);
}
