import { isZero, subtract } from "../../store/money.ts";
import { type Check, ENTRY, holds } from "./check.ts";

/** The same symbol, side, quantity and price again within moments is a stutter, whoever asks. */
export const lookAlike: Check = {
  code: "LOOK_ALIKE",
  binds: ENTRY,
  judge: ({ intent }, state, { now, safety }) => {
    const source = safety.source("orders.lookAlikeMs");
    const { lookAlikeMs } = safety.limits.orders;
    const twin = state.entries.findLast(
      ({ at, symbol, side, quantity, limitPrice }) =>
        at > now - lookAlikeMs &&
        symbol === intent.symbol &&
        side === intent.side &&
        isSame(quantity, intent.quantity) &&
        isSame(limitPrice ?? "0", intent.limitPrice ?? "0"),
    );
    const observed = twin === undefined ? "none" : `one ${now - twin.at} ms ago`;
    return holds(twin === undefined, observed, `none within ${lookAlikeMs} ms`, source);
  },
};

const isSame = (a: string, b: string): boolean => isZero(subtract(a, b));
