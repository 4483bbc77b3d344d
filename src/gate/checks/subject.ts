import { type Money, toNumber } from "../../store/money.ts";
import type { Intent } from "../../store/words/intent.ts";
import { collarPrice } from "../decide/collar.ts";
import type { Context } from "../decide/story.ts";
import { type GateState, type Position, ruleOf } from "../mind/state.ts";
import { accountRisk, type Wish } from "../risk/account.ts";
import { type Asked, missing, type Subject } from "./check.ts";

/** The price an order is valued at: its limit, else the gate's own mark. */
export const priceOf = (intent: Intent, state: GateState): Money | undefined =>
  intent.limitPrice ?? state.marks[intent.symbol]?.price;

/** The worst that may be paid: the limit, else the collar. */
export const worstPriceOf = (intent: Intent, state: GateState, { safety }: Context): Money | undefined =>
  intent.limitPrice ??
  collarPrice(intent.side, state.marks[intent.symbol]?.price, state.instruments[intent.symbol], safety);

/** What the intent's rule holds of its symbol, oldest first: more than one only where it adds to what gains. */
export const positionsOf = ({ ruleId, symbol }: Pick<Intent, "ruleId" | "symbol">, state: GateState): Position[] =>
  Object.values(state.positions)
    .filter((position) => position.ruleId === ruleId && position.symbol === symbol)
    .toSorted((a, b) => a.openedAt - b.openedAt);

/** The position that is meant: the one that is named, else the only one. Of several none is guessed. */
export function positionOf(intent: Intent, state: GateState): Position | undefined {
  const held = positionsOf(intent, state);
  if (intent.positionId !== undefined) return held.find(({ positionId }) => positionId === intent.positionId);
  return held.length === 1 ? held[0] : undefined;
}

/** Why an exit has no position to leave. */
export const noPosition = (intent: Intent, state: GateState): ReturnType<typeof missing> => {
  const isUnnamed = intent.positionId === undefined && positionsOf(intent, state).length > 1;
  return missing(isUnnamed ? "which of several positions" : "position", `rule ${intent.ruleId} on ${intent.symbol}`);
};

/** Everything the gate itself knows about an intent. */
export function subjectOf(asked: Asked, state: GateState, context: Context): Subject {
  const { intent } = asked;
  return {
    ...asked,
    rule: ruleOf(state, intent.ruleId),
    instrument: state.instruments[intent.symbol],
    position: positionOf(intent, state),
    mark: state.marks[intent.symbol],
    price: priceOf(intent, state),
    worstPrice: worstPriceOf(intent, state, context),
    risk: once(() => accountRisk(state, context.safety.limits, context.now, wishOf(intent))),
  };
}

const wishOf = ({ symbol, side, quantity }: Intent): Wish => ({
  symbol,
  quantity: side === "buy" ? toNumber(quantity) : -toNumber(quantity),
});

/** Several checks ask for the same: the first one's answer, or its error, is everybody's. */
function once<Value>(work: () => Value): () => Value {
  let answer: { readonly value: Value } | { readonly error: unknown } | null = null;
  return () => {
    answer ??= attempt(work);
    if ("error" in answer) throw answer.error;
    return answer.value;
  };
}

function attempt<Value>(work: () => Value): { readonly value: Value } | { readonly error: unknown } {
  try {
    return { value: work() };
  } catch (error) {
    return { error };
  }
}
