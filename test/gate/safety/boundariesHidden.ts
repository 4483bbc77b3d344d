import type { Limits } from "../../../src/gate/safety/schema.ts";
import { at, type Boundary } from "./boundary.ts";

/** Of limits that others always reach before. */
export const boundariesHidden: readonly Boundary[] = [
  at(
    "never binds: orders.maxNotionalPct, exposure.maxSymbolPct",
    (of, pct: number) => (of.orders.maxNotionalPct = pct),
    50.1,
    50,
  ),
  at(
    "never binds: exposure.maxSymbolPct, exposure.maxGrossPct",
    (of, pct: number) => (of.exposure.maxGrossPct = pct),
    49.9,
    50,
  ),
  at(
    "never binds: exposure.maxGrossPct, exposure.maxLeverage",
    (of, times: number) => {
      of.exposure.maxGrossPct = 70;
      of.exposure.maxLeverage = times;
    },
    0.69,
    0.7,
  ),
  at(
    "never binds: exposure.maxLeverage, exposure.maxGrossPct",
    (of, times: number) => {
      of.exposure.maxGrossPct = 30;
      of.exposure.maxLeverage = times;
    },
    0.31,
    0.3,
  ),
  at(
    "never binds: exposure.maxNetPct, exposure.maxGrossPct",
    (of, pct: number) => (of.exposure.maxGrossPct = pct),
    99.9,
    100,
  ),
  at(
    "never binds: exposure.maxGrossPct, exposure.maxNetPct, exposure.allowShort",
    (of, pct: number) => (of.exposure.maxNetPct = pct),
    99.9,
    100,
  ),
  at(
    "never binds: exposure.clusters.crypto.maxPct, exposure.maxGrossPct",
    (of, pct: number) => (of.exposure.maxGrossPct = pct),
    89.9,
    90,
  ),
  at(
    "never binds: exposure.clusters.alone.maxPct, exposure.maxSymbolPct, exposure.clusters.alone.symbols",
    (of, maxPct: number) => (of.exposure.clusters["alone"] = { symbols: ["BTC/USD"], maxPct }),
    50.1,
    50,
  ),
  at(
    "never binds: exposure.clusters.crypto.symbols, symbols.allow, symbols.deny",
    (of, deny: string[]) => (of.symbols.deny = deny),
    ["BTC/USD", "ETH/USD", "SOL/USD"],
    ["BTC/USD", "ETH/USD"],
  ),
  at(
    "never binds: exposure.maxPositions, orders.maxOpenOrders",
    (of, count: number) => (of.orders.maxOpenOrders = count),
    6,
    7,
  ),
  at(
    "never binds: balance.maxReservedPct, balance.reservePct",
    (of, pct: number) => (of.balance.reservePct = pct),
    20.1,
    20,
  ),
  at(
    "never binds: approval.aboveNotionalPct, orders.maxNotionalPct",
    (of, pct: number) => (of.approval.aboveNotionalPct = pct),
    50,
    49.9,
  ),
  at(
    "never binds: orders.maxPassiveBps, orders.collarBps",
    (of, bps: number) => (of.orders.maxPassiveBps = bps),
    200,
    199,
  ),
  at(
    "never binds: orders.maxPassiveBps, orders.types",
    (of, types: Limits["orders"]["types"]) => (of.orders.types = types),
    ["market"],
    ["limit"],
  ),
  at(
    "never binds: orders.maxOpenOrdersPerSymbol, orders.maxOpenOrders",
    (of, count: number) => (of.orders.maxOpenOrdersPerSymbol = count),
    21,
    20,
  ),
  at(
    "never binds: orders.maxEntriesPerRulePerHour, orders.maxSubmitsPerMinute",
    (of, count: number) => {
      of.orders.maxSubmitsPerMinute = 2;
      of.orders.maxEntriesPerRulePerHour = count;
    },
    121,
    120,
  ),
  at(
    "never binds: orders.maxEntriesPerSymbolPerHour, orders.maxSubmitsPerMinute",
    (of, count: number) => {
      of.orders.maxSubmitsPerMinute = 2;
      of.orders.maxEntriesPerSymbolPerHour = count;
    },
    121,
    120,
  ),
  at(
    "never binds: orders.maxEntriesPerRulePerHour, orders.maxEntriesPerSymbolPerHour, symbols.allow",
    (of, count: number) => {
      of.symbols.allow = ["BTC/USD", "ETH/USD"];
      of.orders.maxEntriesPerRulePerHour = count;
    },
    49,
    48,
  ),
  at(
    "never binds: orders.maxQuantity.SOL, symbols.allow, symbols.deny",
    (of, allow: string[]) => (of.symbols.allow = allow),
    ["BTC/USD", "ETH/USD"],
    ["BTC/USD", "ETH/USD", "SOL/EUR"],
  ),
  at(
    "never binds: symbols.deny, symbols.allow",
    (of, deny: string[]) => {
      of.symbols.allow = ["BTC/USD", "ETH/USD"];
      of.symbols.deny = deny;
    },
    ["ETH/USD", "DOGE/USD"],
    ["ETH/USD"],
  ),
  at(
    "never binds: agent.floodFrames, agent.framesPerSecond",
    (of, frames: number) => (of.agent.floodFrames = frames),
    998_001,
    998_000,
  ),
  at("never binds: stops.maxRiskPct, stops.maxOpenRiskPct", (of, pct: number) => (of.stops.maxRiskPct = pct), 3.1, 3),
  at(
    "never binds: stops.maxRiskPct, orders.maxNotionalPct, stops.maxDistancePct",
    (of, pct: number) => (of.stops.maxDistancePct = pct),
    1.9,
    2,
  ),
  at(
    "never binds: budgets.maxFeesPct, budgets.maxTurnoverPct, paper.takerFeeBps, paper.makerFeeBps",
    (of, pct: number) => (of.budgets.maxFeesPct = pct),
    6.1,
    6,
  ),
  at(
    "never binds: budgets.maxTurnoverPct, budgets.maxFeesPct, paper.makerFeeBps, paper.takerFeeBps",
    (of, pct: number) => (of.budgets.maxFeesPct = pct),
    3.9,
    4,
  ),
  at(
    "never binds: risk.maxValueAtRiskPct, risk.maxShortfallPct",
    (of, pct: number) => (of.risk.maxValueAtRiskPct = pct),
    20.1,
    20,
  ),
  at("never binds: risk.maxDeltaPct, exposure.maxNetPct", (of, pct: number) => (of.risk.maxDeltaPct = pct), 100.1, 100),
  at(
    "never binds: risk.stress.maxLossPct, risk.stress.pricePct, exposure.maxGrossPct",
    (of, moves: number[]) => (of.risk.stress.pricePct = moves),
    [-29.9, 50],
    [-30, 50],
  ),
];
