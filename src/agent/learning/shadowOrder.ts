import type { ShadowOrder } from "../../loops/counterfactual/shadow.ts";
import type { AgentEventData } from "../../store/events/agent.ts";
import { toNumber } from "../../store/money.ts";
import type { Intent } from "../../store/words/intent.ts";

/** Candles that a resting entry may wait where it does not say itself: as long as the gate would let it. */
const RESTING_CANDLES = 2;

/** A denied or expired entry as it would have been sent; null when it has no stop, and so no risk to measure by. */
export function orderOfIntent(intent: Intent, candleMs: number): ShadowOrder | null {
  const { side, type, limitPrice, stopPrice, targetPrice, thesis, expiresAt, createdAt } = intent;
  if (stopPrice === undefined) return null;
  const waits = expiresAt === undefined ? RESTING_CANDLES : Math.ceil((expiresAt - createdAt) / candleMs);
  return {
    side: side === "buy" ? "long" : "short",
    type: type === "market" || limitPrice === undefined ? "market" : "limit",
    ...(limitPrice === undefined ? {} : { limitPrice: toNumber(limitPrice) }),
    stopPrice: toNumber(stopPrice),
    targetPrice: targetPrice === undefined ? null : toNumber(targetPrice),
    goodForCandles: type === "market" ? 1 : Math.max(1, waits),
    horizonBars: thesis.horizonBars,
  };
}

/** A signal that became no intent, as it would have been sent: at the market. */
export const orderOfSignal = (signal: AgentEventData<"signal.generated">): ShadowOrder => ({
  side: signal.side,
  type: "market",
  stopPrice: signal.stopPrice,
  targetPrice: signal.targetPrice,
  goodForCandles: 1,
  horizonBars: signal.thesis.horizonBars,
});
