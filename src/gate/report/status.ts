import { absolute, add, divide, isZero, multiply, subtract, toNumber } from "../../store/money.ts";
import { marketName } from "../../store/words/account.ts";
import { tradingState } from "../../store/words/hold.ts";
import type { OrderRow, PositionRow, Status } from "../contract/status.ts";
import { averageEntry, equityAt, unrealizedPnl } from "../ledger/equity.ts";
import type { GateState, Position, WorkingOrder } from "../mind/state.ts";
import { gateRunQuantity, restingStops } from "../decide/protect.ts";
import type { Limits } from "../safety/schema.ts";
import { riskOf } from "./risk.ts";

/** What the status needs beside the mind: facts of the running process. */
export interface LiveFacts {
  readonly gate: Status["gate"];
  readonly agent: Status["agent"];
  readonly speed: Status["speed"];
  /** Market time now, and the limits in force. */
  readonly now: number;
  readonly limits: Limits;
}

/** `trade status`, as of the last event. @throws RangeError before an account was opened. */
export function statusOf(state: GateState, facts: LiveFacts): Status {
  const { binding } = state;
  if (binding === null) throw new RangeError("no account yet");
  const newest = Math.max(...Object.values(state.marks).map(({ at }) => at));
  const ageMs = Number.isFinite(newest) ? Math.max(0, facts.now - newest) : null;
  return {
    gateSeq: state.seq,
    mode: binding.mode,
    market: marketName(binding.market),
    binding,
    gate: facts.gate,
    arming: binding.mode === "live" ? state.arming.level : null,
    trading: { state: tradingState(state.holds), holds: [...state.holds] },
    account: accountOf(state),
    positions: Object.values(state.positions)
      .filter((position) => !isZero(position.quantity))
      .map((position) => positionRowOf(state, position, facts.now)),
    externals: externalsOf(state),
    risk: riskOf(state, facts.limits, facts.now),
    orders: Object.values(state.orders).map(orderRowOf),
    foreignOrders: [...state.foreignOrders],
    flattening: state.flattening.map(({ symbol }) => symbol),
    venue: {
      reconciled: state.reconciled,
      reconciledAgoMs: state.reconciledAt === null ? null : Math.max(0, facts.now - state.reconciledAt),
    },
    agent: facts.agent,
    data: {
      ageMs,
      stale: ageMs === null || ageMs > facts.limits.staleness.maxQuoteAgeMs,
      n: state.nextTick,
      at: state.at,
    },
    speed: facts.speed,
    counts: { ...state.counts, denied: { ...state.counts.denied } },
  };
}

function accountOf(state: GateState): Status["account"] {
  const equity = equityAt(state);
  const open = Object.values(state.positions);
  const below = subtract(state.peakEquity, equity);
  return {
    currency: state.binding?.currency ?? "",
    equity,
    cash: state.cash,
    dayPnl: state.day === null ? "0" : subtract(equity, state.day.equity),
    weekPnl: state.week === null ? "0" : subtract(equity, state.week.equity),
    realizedPnl: state.realizedPnl,
    unrealizedPnl: add(...open.map((position) => unrealizedPnl(state, position))),
    fees: state.fees,
    peakEquity: state.peakEquity,
    drawdownPct: isZero(state.peakEquity)
      ? 0
      : Math.max(0, toNumber(divide(multiply(below, "100"), state.peakEquity, 4))),
    startingCash: state.startingCash,
    deposits: state.deposits,
    trades: state.trades,
  };
}

/** More than anybody holds by hand. */
const MAX_EXTERNALS = 50;

const externalsOf = ({ externals, marks }: GateState): Status["externals"] =>
  Object.entries(externals)
    .slice(0, MAX_EXTERNALS)
    .map(([symbol, { quantity, cost }]) => {
      const markPrice = marks[symbol]?.price ?? null;
      return { symbol, quantity, cost, markPrice, value: markPrice === null ? null : multiply(quantity, markPrice) };
    });

/** A position for people, as of `now` by the market's clock. */
export function positionRowOf(state: GateState, position: Position, now: number): PositionRow {
  const entryPrice = averageEntry(position);
  const pnl = unrealizedPnl(state, position);
  const risk = multiply(position.quantity, absolute(subtract(entryPrice, position.firstStopPrice)));
  const bare = gateRunQuantity(state, position);
  return {
    positionId: position.positionId,
    ruleId: position.ruleId,
    symbol: position.symbol,
    side: position.side,
    quantity: position.quantity,
    entryPrice,
    markPrice: state.marks[position.symbol]?.price ?? entryPrice,
    unrealizedPnl: pnl,
    r: isZero(risk) ? null : toNumber(divide(pnl, risk, 4)),
    stopPrice: position.stopPrice,
    targetPrice: position.targetPrice,
    stopKind: isZero(bare) ? "EXCHANGE" : bare === position.quantity ? "GATE-ONLY" : "MIXED",
    stopVerifiedAgoMs: verifiedAgo(state, position, now),
    openedAt: position.openedAt,
  };
}

/** Since the venue last spoke of the stop that it was silent about the longest. */
function verifiedAgo(state: GateState, { positionId }: Position, now: number): number | null {
  const resting = restingStops(state, positionId);
  if (resting.length === 0 || state.binding?.venue === "paper") return null;
  return Math.max(0, ...resting.map(({ verifiedAt, reservedAt }) => now - (verifiedAt ?? reservedAt)));
}

export const orderRowOf = ({ spec, filledQuantity, state }: WorkingOrder): OrderRow => ({
  clientOrderId: spec.clientOrderId,
  ruleId: spec.ruleId,
  symbol: spec.symbol,
  role: spec.role,
  side: spec.side,
  type: spec.type,
  quantity: spec.quantity,
  filledQuantity,
  price: spec.limitPrice ?? spec.stopPrice,
  state,
});
