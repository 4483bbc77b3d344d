import { z } from "zod";
import type { OrderSpec } from "../../../store/words/order.ts";
import type { Answer, Placed } from "../exchange.ts";
import { understood } from "./answered.ts";
import { idText } from "./answerOrder.ts";
import type { Line } from "./line.ts";
import { type CallTerms, changed, orderCall } from "./orderCall.ts";

const created = z.looseObject({
  id: idText,
  clientOrderId: z.string().nullish(),
  symbol: z.string().nullish(),
  side: z.string().nullish(),
});

/** Refusals that do not speak of the order that was sent: only looking it up tells. */
const ASK = new Set(["OrderNotFound"]);

/** Sends an order, once. A yes has to carry an id and may not speak of another order; a no has to be the exchange's own. */
export async function place(line: Line, spec: OrderSpec, terms: CallTerms): Promise<Answer<Placed>> {
  const args = orderCall(spec, terms);
  const objection = typeof args === "string" ? args : changed(line, args);
  if (typeof args === "string" || objection !== null) return rejected(`NOT_SENT: ${objection}`);
  const told = await line.ask("createOrder", ...args);
  if (told.says === "nothing") return { known: false, cause: told.cause };
  if (told.says === "no") return ASK.has(told.kind) ? { known: false, cause: told.reason } : rejected(told.reason);
  const answer = understood(told.value, created);
  if (!answer.known) return answer;
  const { id, ...echo } = answer.value;
  const wrong = (["clientOrderId", "symbol", "side"] as const).find(
    (name) => typeof echo[name] === "string" && echo[name] !== spec[name],
  );
  if (wrong !== undefined)
    return { known: false, cause: `the yes is for another order: its ${wrong} is ${echo[wrong]}` };
  return { known: true, value: { outcome: "accepted", venueOrderId: id } };
}

const rejected = (reason: string): Answer<Placed> => ({ known: true, value: { outcome: "rejected", reason } });
