import { z } from "zod";
import type { Answer, CancelAnswer, OrderRef } from "../exchange.ts";
import { venueId } from "./amount.ts";
import { heardOf, parsedAs } from "./heard.ts";
import { find } from "./orders.ts";
import { CANCEL_REASONS } from "./statuses.ts";
import type { Ask } from "./wire.ts";

const canceled = z.looseObject({
  results: z.array(
    z.looseObject({ success: z.boolean(), failure_reason: z.string().nullish(), order_id: venueId.or(z.literal("")) }),
  ),
});

/**
 * Asks for an order to go. The venue cancels by its own id alone, so that an order without one is looked up first; one
 * that is not found may still be on its way, which is not known.
 */
export async function cancel(ask: Ask, ref: OrderRef): Promise<Answer<CancelAnswer>> {
  if (ref.venueOrderId !== null) return cancelById(ask, ref.venueOrderId);
  const found = await find(ask, ref, "cancel");
  if (!found.known) return found;
  if (found.value === null) return { known: false, cause: `no order ${ref.clientOrderId} is listed (yet)` };
  const { status, detail, venueOrderId } = found.value;
  return status === "open" ? cancelById(ask, venueOrderId) : refused(`ORDER_IS_DONE: ${detail}`);
}

async function cancelById(ask: Ask, order_id: string): Promise<Answer<CancelAnswer>> {
  const heard = heardOf(await ask("cancel", { order_ids: [order_id] }));
  if (heard.says === "nothing") return { known: false, cause: heard.cause };
  if (heard.says === "no") return refused(heard.reason);
  const answer = parsedAs(heard.value, canceled);
  if (!answer.known) return answer;
  const result = answer.value.results.find((each) => each.order_id === order_id);
  if (result === undefined) return { known: false, cause: `the answer does not speak of order ${order_id}` };
  if (result.success) return { known: true, value: { outcome: "asked" } };
  const reason = result.failure_reason || "UNKNOWN_CANCEL_FAILURE_REASON";
  return CANCEL_REASONS[reason] === "asked" ? { known: true, value: { outcome: "asked" } } : refused(reason);
}

const refused = (reason: string): Answer<CancelAnswer> => ({ known: true, value: { outcome: "refused", reason } });
