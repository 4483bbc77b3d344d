import { absolute, add, divide, isZero, multiply, negate, subtract, toNumber } from "../../store/money.ts";
import type { Timestamp } from "../../store/time.ts";
import type { Trade } from "../../store/words/trade.ts";
import type { Position } from "../mind/state.ts";
import { averageEntry, averageExit } from "./equity.ts";

/** The trade that a position became when its last share left. P&L is net of fees; R is over the first stop's risk. */
export function tradeOf(position: Position, exitAt: Timestamp): Trade {
  const gross = subtract(position.exitNotional, position.entryNotional);
  const realizedPnl = add(position.side === "long" ? gross : negate(gross), negate(position.fees));
  const entryPrice = averageEntry(position);
  const distance = absolute(subtract(entryPrice, position.firstStopPrice));
  const risk = multiply(distance, position.entryQuantity);
  const inR = (move: string): number | null => (isZero(distance) ? null : toNumber(divide(move, distance, 8)));
  const [best, worst] =
    position.side === "long" ? [position.highest, position.lowest] : [position.lowest, position.highest];
  const sign = position.side === "long" ? "1" : "-1";
  return {
    positionId: position.positionId,
    ruleId: position.ruleId,
    ruleVersion: position.ruleVersion,
    symbol: position.symbol,
    side: position.side,
    quantity: position.entryQuantity,
    entryAt: position.openedAt,
    entryPrice,
    exitAt,
    exitPrice: averageExit(position),
    fees: position.fees,
    realizedPnl,
    r: isZero(risk) ? null : toNumber(divide(realizedPnl, risk, 8)),
    mfeR: inR(multiply(sign, subtract(best, entryPrice))),
    maeR: inR(multiply(sign, subtract(worst, entryPrice))),
    plannedPrice: position.plannedPrice,
    exitReason: position.lastExitReason,
  };
}
