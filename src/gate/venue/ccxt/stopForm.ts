import type { Line } from "./line.ts";

/** How a stop is written: at the market once its price has come, or with a limit some way beyond it. */
export type StopForm = "market" | "limit";

/** Two prices that are not mistaken for anything else in a request. */
const [STOP, LIMIT] = ["61728", "60493"];

/**
 * The form in which a protective sell reaches the exchange whole: stop price and our id stand in the request that would
 * be sent. Null when neither form does.
 */
export async function stopFormOf(line: Line, symbol: string, clientOrderId: string): Promise<StopForm | null> {
  const params = { stopLossPrice: STOP, clientOrderId };
  for (const form of ["market", "limit"] as const) {
    const price = form === "limit" ? LIMIT : undefined;
    const drafts = await line.draft("createOrder", symbol, form, "sell", "1000", price, params);
    const shown = form === "limit" ? [clientOrderId, STOP, LIMIT] : [clientOrderId, STOP];
    if (drafts.some(({ url, body }) => shown.every((each) => `${url} ${body}`.includes(each)))) return form;
  }
  return null;
}
