import { PAUSED } from "../../loops/counterfactual/blocked.ts";
import type { Candle } from "../../store/market/candle.ts";
import type { Readings } from "../strategy/compile.ts";
import { shadowSignalOf } from "../strategy/signals.ts";
import type { Member } from "./crew.ts";
import { expectedR, thesisOf } from "./entryIntent.ts";
import type { World } from "./world.ts";

type Around = Pick<World, "memory" | "shadows">;

/**
 * What a paused rule would enter is followed in shadow, one position a symbol at a time: whether its edge has come back can
 * be known in no other way. Nothing of it is ever sent.
 * @param isHeld whether it holds a position there from before it was paused.
 */
export function followPaused(
  { memory, shadows }: Around,
  { rule, readings, symbol, stats }: Member & { readonly readings: Readings },
  candle: Candle,
  isHeld: boolean,
): void {
  const isEngaged = isHeld || shadows.isFollowing(rule.document.id, symbol);
  const signal = shadowSignalOf({ readings, rule, candle, symbol, isEngaged, expectedR: expectedR(stats) });
  if (signal === null) return;
  const signalId = memory.nextId();
  memory.tell("signal.generated", { signalId, ...signal, thesis: thesisOf(signal) }, undefined, signalId);
  memory.tell("signal.skipped", { signalId, reason: PAUSED }, { id: signalId, correlationId: signalId });
}
