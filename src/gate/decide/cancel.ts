import { MINUTE_MS } from "../../store/time.ts";
import { Refusal } from "../contract/refusal.ts";
import { denyAllWaiting } from "./askPerson.ts";
import type { Decider } from "./command.ts";
import type { Story } from "./story.ts";

/** Asks the venue to take an order back; one that never left is taken back at once. Asking twice changes nothing. */
export function requestCancel(story: Story, clientOrderId: string, cause: string): void {
  const order = story.state.orders[clientOrderId];
  if (order === undefined || order.state === "pending_cancel") return;
  if (order.state === "reserved") story.tell("order.canceled", { clientOrderId, cause }, order.correlationId);
  else story.tell("order.pending_cancel", { clientOrderId, cause }, order.correlationId);
}

/** Takes back every working entry, of one symbol or of all, and those that wait for a person. Stops stay. */
export function cancelEntries(story: Story, cause: string, symbol: string | null = null): void {
  for (const { spec } of Object.values(story.state.orders)) {
    if (spec.role === "entry" && (symbol === null || spec.symbol === symbol)) {
      requestCancel(story, spec.clientOrderId, cause);
    }
  }
  denyAllWaiting(story, symbol);
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
  if (order.state === "pending_cancel") return;
  if (cause === "agent") withinRate(story);
  requestCancel(story, clientOrderId, cause);
};

/** The agent's cancels have a budget of their own, which no flood of entries can use up. Nobody else's are counted. */
function withinRate({ state, context: { now, safety } }: Story): void {
  const recent = state.cancelTimes.filter((time) => time > now - MINUTE_MS).length;
  if (recent < safety.limits.orders.maxCancelsPerMinute) return;
  const source = safety.source("orders.maxCancelsPerMinute");
  throw new Refusal("RATE_LIMITED", `${recent} entries were taken back within a minute (${source}): wait for the next`);
}
