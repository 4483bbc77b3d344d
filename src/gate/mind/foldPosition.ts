import type { RuleStats } from "../contract/rulebook.ts";
import { add, isLess, isPositive } from "../../store/money.ts";
import type { Trade } from "../../store/words/trade.ts";
import type { Folds } from "./evolve.ts";
import { KEPT } from "./kept.ts";
import { type GateState, isFlattening, type Position, ruleOf } from "./state.ts";

/** A person who wants out, of whatever, is not made to wait for what was refused before. */
export const unrefused = { refusedExits: 0, refusedAt: null } as const;

/** A position's birth, its stop, the wish to leave it, and its end as a trade. */
export const foldPosition: Folds<
  | "position.opened"
  | "position.closed"
  | "stop.triggered"
  | "stop.tightened"
  | "flatten.requested"
  | "flatten.completed"
> = {
  "position.opened": (state, data, event) => {
    const position: Position = {
      ...data,
      quantity: "0",
      entryQuantity: "0",
      entryNotional: "0",
      exitQuantity: "0",
      exitNotional: "0",
      fees: "0",
      firstStopPrice: data.stopPrice,
      highest: data.plannedPrice,
      lowest: data.plannedPrice,
      // What comes in while everything is to go out goes out as well.
      exitWanted: isFlattening(state, data.symbol) ? "operator" : null,
      attempts: state.closedAttempts[data.positionId] ?? { stop: 0, exit: 0 },
      lastExitReason: "",
      crossedAt: null,
      ...unrefused,
      eventId: event.id,
      correlationId: event.correlationId,
    };
    return { ...state, positions: { ...state.positions, [data.positionId]: position } };
  },
  "position.closed": (state, trade) => {
    const { [trade.positionId]: closed, ...positions } = state.positions;
    const kept = Object.entries(state.closedAttempts).slice(-(KEPT.closedPositions - 1));
    const rule = ruleOf(state, trade.ruleId);
    const r = trade.r ?? 0;
    const rules =
      rule === undefined
        ? state.rules
        : {
            ...state.rules,
            [trade.ruleId]: {
              ...rule,
              stats: {
                ...rule.stats,
                trades: rule.stats.trades + 1,
                wins: rule.stats.wins + (trade.realizedPnl.startsWith("-") ? 0 : 1),
                netPnl: add(rule.stats.netPnl, trade.realizedPnl),
                sumR: rule.stats.sumR + r,
                sumR2: rule.stats.sumR2 + r * r,
                ...streakAfter(rule.stats, trade),
              },
            },
          };
    return {
      ...state,
      positions,
      closedAttempts:
        closed === undefined
          ? state.closedAttempts
          : Object.fromEntries([...kept, [trade.positionId, closed.attempts]]),
      rules,
      trades: state.trades + 1,
      realizedPnl: add(state.realizedPnl, trade.realizedPnl),
    };
  },
  "stop.triggered": (state, { positionId }) => changed(state, positionId, { exitWanted: "stop" }),
  "stop.tightened": (state, { positionId, to, by }, { ts }) => ({
    ...changed(state, positionId, { stopPrice: to, crossedAt: null }),
    modifyTimes: by === "agent" ? [...state.modifyTimes, ts] : state.modifyTimes,
  }),
  "flatten.requested": (state, { symbol }) => ({
    ...state,
    flattening: [...state.flattening.filter((wish) => wish.symbol !== symbol), { symbol }],
    positions: Object.fromEntries(
      Object.entries(state.positions).map(([key, position]) => [
        key,
        symbol === null || position.symbol === symbol
          ? { ...position, exitWanted: position.exitWanted ?? "operator", ...unrefused }
          : { ...position, ...unrefused },
      ]),
    ),
  }),
  "flatten.completed": (state, { symbol }) => ({
    ...state,
    flattening: state.flattening.filter((wish) => wish.symbol !== symbol),
  }),
};

/** A trade that made nothing ends no streak of losses and begins none. */
function streakAfter(
  { lossStreak, lastLossAt }: RuleStats,
  { realizedPnl, exitAt }: Trade,
): Pick<RuleStats, "lossStreak" | "lastLossAt"> {
  if (isLess(realizedPnl, "0")) return { lossStreak: lossStreak + 1, lastLossAt: exitAt };
  return isPositive(realizedPnl) ? { lossStreak: 0, lastLossAt } : { lossStreak, lastLossAt };
}

function changed(state: GateState, positionId: string, change: Partial<Position>): GateState {
  const position = state.positions[positionId];
  if (position === undefined) return state;
  return { ...state, positions: { ...state.positions, [positionId]: { ...position, ...change } } };
}
