import { Refusal } from "../contract/refusal.ts";
import type { Decider } from "./command.ts";
import type { Story } from "./story.ts";

/** Asks the venue to take an order back; one that never left is taken back at once. Asking twice changes nothing. */
export function requestCancel(story: Story, clientOrderId: string, cause: string): void {
  const order = story.state.orders[clientOrderId];
  if (order === undefined || order.state === "pending_cancel") return;
  if (order.state === "reserved") story.tell("order.canceled", { clientOrderId, cause }, order.correlationId);
  else story.tell("order.pending_cancel", { clientOrderId, cause }, order.correlationId);
}

/** Takes back every working entry, of one symbol or of all. Stops stay. */
export function cancelEntries(story: Story, cause: string, symbol: string | null = null): void {
  for (const { spec } of Object.values(story.state.orders)) {
    if (spec.role === "entry" && (symbol === null || spec.symbol === symbol)) {
      requestCancel(story, spec.clientOrderId, cause);
    }
  }
}

/** The agent takes back an entry of its own. Stops are the gate's: they are never canceled on the agent's word. */
export const orderCancel: Decider<"order.cancel"> = (story, { clientOrderId, cause }) => {
  const order = story.state.orders[clientOrderId];
  if (order === undefined) throw new Refusal("UNKNOWN_ID", `no working order ${clientOrderId}`);
  if (order.spec.role !== "entry") {
    throw new Refusal(
      "NOT_ALLOWED_NOW",
      `${clientOrderId} is ${order.spec.role === "stop" ? "a stop" : "an exit"}: it stays`,
    );
  }
  requestCancel(story, clientOrderId, cause);
};
