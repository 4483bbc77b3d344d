import type { Ask, CallName, Reply } from "./wire.ts";

/** What changes nothing there, however often it is asked. */
const READS: ReadonlySet<CallName> = new Set<CallName>([
  "order",
  "orders",
  "fills",
  "accounts",
  "permissions",
  "futures",
  "perpetuals",
  "products",
  "ticker",
]);

/**
 * Asks questions again at once that the venue broke on, up to `attempts` times in all: a list of several pages would
 * else never come through a venue of which every second answer is an error. Orders and cancels are sent once.
 */
export const patient =
  (ask: Ask, attempts: number): Ask =>
  async (call, params, lane) => {
    let reply = await ask(call, params, lane);
    for (let n = 1; n < attempts && READS.has(call) && broke(reply); n += 1) reply = await ask(call, params, lane);
    return reply;
  };

/** One that took its whole time is not asked again: the round it belongs to must end. */
const broke = (reply: Reply): boolean =>
  reply.kind === "lost" ? reply.isTimeout !== true : reply.kind === "heard" && reply.status >= 500;
