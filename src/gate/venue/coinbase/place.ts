import { z } from "zod";
import type { OrderSpec } from "../../../store/words/order.ts";
import type { Answer, Placed } from "../exchange.ts";
import { venueId } from "./amount.ts";
import { heardOf, parsedAs } from "./heard.ts";
import { type BodyTerms, type OrderBody, orderBody } from "./orderBody.ts";
import { reasonKind } from "./reasons.ts";
import { codeOf, errorResponse, refusalOf } from "./refusals.ts";
import type { Ask } from "./wire.ts";

const created = z.discriminatedUnion("success", [
  z.looseObject({
    success: z.literal(true),
    success_response: z.looseObject({
      order_id: venueId,
      client_order_id: z.string(),
      product_id: z.string().optional(),
      side: z.string().optional(),
    }),
  }),
  z.looseObject({ success: z.literal(false), error_response: errorResponse }),
]);

/**
 * Sends an order, once. A yes has to name our own order; a no has to be the venue's own. That the id was used before is
 * neither: the order that used it may well be this one, and only looking it up tells. The same goes for a refusal that
 * gives no reason at all.
 */
export async function place(ask: Ask, spec: OrderSpec, terms: BodyTerms): Promise<Answer<Placed>> {
  const body = orderBody(spec, terms);
  if (typeof body === "string") return rejected(`NOT_SENT: ${body}`);
  const heard = heardOf(await ask("create", { ...body }));
  if (heard.says === "nothing") return { known: false, cause: heard.cause };
  if (heard.says === "no") return judged(heard.code, heard.reason);
  const answer = parsedAs(heard.value, created);
  if (!answer.known) return answer;
  if (!answer.value.success) return judged(codeOf(answer.value.error_response), refusalOf(answer.value.error_response));
  const said = answer.value.success_response;
  const wrong = contradiction(said, body);
  if (wrong !== null) return { known: false, cause: wrong };
  return { known: true, value: { outcome: "accepted", venueOrderId: said.order_id } };
}

function judged(code: string, reason: string): Answer<Placed> {
  const kind = reasonKind(code);
  return kind === "ask" || kind === "unsaid" ? { known: false, cause: `refused: ${reason}` } : rejected(reason);
}

const rejected = (reason: string): Answer<Placed> => ({ known: true, value: { outcome: "rejected", reason } });

interface Echo {
  readonly client_order_id: string;
  readonly product_id?: string | undefined;
  readonly side?: string | undefined;
}

function contradiction(said: Echo, sent: OrderBody): string | null {
  const names = ["client_order_id", "product_id", "side"] as const;
  const wrong = names.find((name) => said[name] !== undefined && said[name] !== sent[name]);
  return wrong === undefined ? null : `the yes is for another order: its ${wrong} is ${said[wrong]}`;
}
