import type { Limits } from "../../../src/gate/safety/schema.ts";
import { at, type Boundary } from "./boundary.ts";

/** Of limits that say the opposite of each other. */
export const boundariesContradicting: readonly Boundary[] = [
  at(
    "contradicts: symbols.allow, symbols.deny",
    (of, deny: string[]) => {
      of.symbols.allow = ["BTC/USD", "ETH/USD"];
      of.symbols.deny = deny;
    },
    ["ETH/USD"],
    ["BTC/USD", "ETH/USD"],
  ),
  at(
    "contradicts: orders.marketSymbols, symbols.allow, symbols.deny",
    (of, symbols: string[]) => {
      of.symbols.allow = ["BTC/USD", "ETH/USD"];
      of.orders.marketSymbols = symbols;
    },
    ["ETH/USD", "SOL/USD"],
    ["ETH/USD"],
  ),
  at(
    "contradicts: orders.marketSymbols, orders.types",
    (of, symbols: string[]) => {
      of.orders.types = ["limit"];
      of.orders.marketSymbols = symbols;
    },
    ["BTC/USD"],
    [],
  ),
  at(
    "contradicts: orders.types, orders.marketSymbols",
    (of, symbols: string[]) => (of.orders.marketSymbols = symbols),
    [],
    ["BTC/USD"],
  ),
  at(
    "contradicts: losses.maxDailyPct, losses.maxWeeklyPct",
    (of, pct: number) => (of.losses.maxDailyPct = pct),
    7.1,
    7,
  ),
  at(
    "contradicts: losses.maxWeeklyPct, losses.maxDrawdownPct",
    (of, pct: number) => (of.losses.maxWeeklyPct = pct),
    15.1,
    15,
  ),
  at(
    "contradicts: stops.maxOpenRiskPct, losses.maxDailyPct",
    (of, pct: number) => (of.stops.maxOpenRiskPct = pct),
    3.1,
    3,
  ),
  at(
    "contradicts: exposure.maxGrossPct, risk.assumedDayMovePct, risk.maxValueAtRiskPct",
    (of, pct: number) => (of.risk.maxValueAtRiskPct = pct),
    14.9,
    15,
  ),
  at(
    "contradicts: exposure.maxGrossPct, risk.assumedDayMovePct, risk.maxShortfallPct",
    (of, pct: number) => (of.risk.assumedDayMovePct = pct),
    20.1,
    20,
  ),
  at(
    "contradicts: exposure.maxGrossPct, risk.stress.pricePct, risk.stress.maxLossPct",
    (of, pct: number) => (of.risk.stress.maxLossPct = pct),
    29.9,
    30,
  ),
  at(
    "contradicts: agent.burstFrames, agent.framesPerSecond",
    (of, frames: number) => (of.agent.burstFrames = frames),
    199,
    200,
  ),
  at("contradicts: agent.warnAfterMs", (of, ms: number) => (of.agent.warnAfterMs = ms), 1_999, 2_000),
  at("contradicts: agent.cancelEntriesAfterMs", (of, ms: number) => (of.agent.cancelEntriesAfterMs = ms), 1_999, 2_000),
];

/** Of limits under which nothing could be traded. */
export const boundariesStanding: readonly Boundary[] = [
  at(
    "nothing trades: orders.types",
    (of, types: Limits["orders"]["types"]) => (of.orders.types = types),
    [],
    ["market"],
  ),
  at(
    "nothing trades: orders.types, orders.marketSymbols",
    (of, symbols: string[]) => {
      of.orders.types = ["market"];
      of.orders.marketSymbols = symbols;
    },
    [],
    ["BTC/USD"],
  ),
  at("nothing trades: symbols.allow", (of, allow: string[]) => (of.symbols.allow = allow), [], ["BTC/USD"]),
  at(
    "nothing trades: symbols.allow, symbols.deny",
    (of, deny: string[]) => {
      of.symbols.allow = ["BTC/USD", "ETH/USD"];
      of.symbols.deny = deny;
    },
    ["BTC/USD", "ETH/USD"],
    ["BTC/USD"],
  ),
  at(
    "nothing trades: symbols.allow, orders.minNotional, orders.maxNotional",
    (of, allow: string[]) => (of.symbols.allow = allow),
    ["BTC/USD", "BTC/EUR"],
    ["BTC/USD", "ETH/BTC"],
  ),
  at(
    "nothing trades: orders.minNotional.USD, orders.maxNotional.USD",
    (of, least: number) => (of.orders.minNotional["USD"] = least),
    2_500,
    2_499.99,
  ),
  at(
    "nothing trades: orders.minNotional.EUR, orders.maxNotional",
    (of, currency: string) => (of.orders.minNotional[currency] = 0.0001),
    "EUR",
    "BTC",
  ),
  at(
    "nothing trades: orders.maxNotional.EUR, orders.minNotional",
    (of, currency: string) => (of.orders.maxNotional[currency] = 5_000),
    "EUR",
    "BTC",
  ),
  at(
    "nothing trades: paper.startingCash.EUR, orders.minNotional, orders.maxNotional",
    (of, currency: string) => (of.paper.startingCash[currency] = 5_000),
    "EUR",
    "USD",
  ),
  at(
    "nothing trades: paper.startingCash.USD, orders.maxNotionalPct, exposure.maxSymbolPct, orders.minNotional",
    (of, cash: number) => (of.paper.startingCash["USD"] = cash),
    9.99,
    10,
  ),
  at(
    "nothing trades: exposure.clusters.alone.maxPct, paper.startingCash, orders.minNotional",
    (of, maxPct: number) => (of.exposure.clusters["alone"] = { symbols: ["BTC/USD", "ETH/USD"], maxPct }),
    0.09,
    0.1,
  ),
  at("nothing trades: balance.reservePct", (of, pct: number) => (of.balance.reservePct = pct), 100, 99.9),
  at("nothing trades: orders.maxOpenOrders", (of, count: number) => (of.orders.maxOpenOrders = count), 1, 2),
  at(
    "nothing trades: orders.maxOpenOrdersPerSymbol",
    (of, count: number) => (of.orders.maxOpenOrdersPerSymbol = count),
    1,
    2,
  ),
  at(
    "nothing trades: hours.closed",
    (of, closed: string[]) => (of.hours.closed = closed),
    ["00:30-00:00", "mon 00:00-00:30", "tue 23:59-00:30", "wed 00:00-24:00", "thu 00:00-01:00", "23:00-00:30"],
    ["00:30-00:00", "mon 00:00-00:30", "tue 23:59-00:30", "wed 00:00-24:00", "thu 00:00-01:00"],
  ),
];
