import type { Limits } from "../schema.ts";
import { above, baseOf, clusterNames, type DoubtRow, mayTrade, reachableGross, when, worstFall } from "./row.ts";

/** Frames of an agent that no gate of ours reads in a second. */
const UNREADABLE_FRAMES = 100_000;
/** Minutes of an hour. */
const MINUTES = 60;

const kind = "never binds";

/** Limits of size and exposure that others always reach before. */
const exposures: readonly DoubtRow[] = [
  {
    kind,
    paths: ["orders.maxNotionalPct", "exposure.maxSymbolPct"],
    judge: ({ orders, exposure }) =>
      when(orders.maxNotionalPct > exposure.maxSymbolPct, "an entry counts in its symbol, which is full before"),
  },
  {
    kind,
    paths: ["exposure.maxSymbolPct", "exposure.maxGrossPct"],
    judge: ({ exposure }) =>
      when(exposure.maxSymbolPct > exposure.maxGrossPct, "a symbol counts in the whole, which is full before"),
  },
  {
    kind,
    paths: ["exposure.maxGrossPct", "exposure.maxLeverage"],
    judge: ({ exposure }) =>
      when(above(exposure.maxGrossPct, 100 * exposure.maxLeverage), "leverage is the same measure, and the smaller"),
  },
  {
    kind,
    paths: ["exposure.maxLeverage", "exposure.maxGrossPct"],
    judge: ({ exposure }) =>
      when(
        above(100 * exposure.maxLeverage, exposure.maxGrossPct),
        "gross exposure is the same measure, and the smaller",
      ),
  },
  {
    kind,
    paths: ["exposure.maxNetPct", "exposure.maxGrossPct"],
    judge: ({ exposure }) => when(exposure.maxNetPct > exposure.maxGrossPct, "net exposure is never more than gross"),
  },
  {
    kind,
    paths: ["exposure.maxGrossPct", "exposure.maxNetPct", "exposure.allowShort"],
    judge: ({ exposure }) =>
      when(!exposure.allowShort && exposure.maxGrossPct > exposure.maxNetPct, "without shorts gross exposure is net"),
  },
  {
    kind,
    paths: ["exposure.clusters.*.maxPct", "exposure.maxGrossPct"],
    names: clusterNames,
    judge: ({ exposure }, name) =>
      when((exposure.clusters[name]?.maxPct ?? 0) > exposure.maxGrossPct, "the whole is full before the cluster"),
  },
  {
    kind,
    paths: ["exposure.clusters.*.maxPct", "exposure.maxSymbolPct", "exposure.clusters.*.symbols"],
    names: clusterNames,
    judge({ exposure }, name) {
      const { symbols = [], maxPct = 0 } = exposure.clusters[name] ?? {};
      return when(symbols.length === 1 && maxPct > exposure.maxSymbolPct, "its only symbol is full before");
    },
  },
  {
    kind,
    paths: ["exposure.clusters.*.symbols", "symbols.allow", "symbols.deny"],
    names: clusterNames,
    judge: (limits, name) =>
      when(
        !(limits.exposure.clusters[name]?.symbols ?? []).some((symbol) => mayTrade(limits, symbol)),
        "none of its symbols may be traded",
      ),
  },
  {
    kind,
    paths: ["exposure.maxPositions", "orders.maxOpenOrders"],
    judge: ({ exposure, orders }) =>
      when(
        exposure.maxPositions + 1 > orders.maxOpenOrders,
        "with a stop resting for each position, and room for an entry and its stop, the orders are full before",
      ),
  },
  {
    kind,
    paths: ["balance.maxReservedPct", "balance.reservePct"],
    judge: ({ balance }) =>
      when(above(balance.maxReservedPct, 100 - balance.reservePct), "what is left beside the reserve is spent before"),
  },
  {
    kind,
    paths: ["approval.aboveNotionalPct", "orders.maxNotionalPct"],
    judge: ({ approval, orders }) =>
      when(
        approval.aboveNotionalPct < 100 && approval.aboveNotionalPct >= orders.maxNotionalPct,
        "nobody is asked for what is denied anyway; 100 says never",
      ),
  },
];

/** Limits of orders and rates. */
const orderLimits: readonly DoubtRow[] = [
  {
    kind,
    paths: ["orders.maxPassiveBps", "orders.collarBps"],
    judge: ({ orders }) =>
      when(orders.maxPassiveBps >= orders.collarBps, "the collar holds both ways, and is reached before"),
  },
  {
    kind,
    paths: ["orders.maxPassiveBps", "orders.types"],
    judge: ({ orders }) => when(!orders.types.includes("limit"), "an entry that may not be a limit order never rests"),
  },
  {
    kind,
    paths: ["orders.maxOpenOrdersPerSymbol", "orders.maxOpenOrders"],
    judge: ({ orders }) =>
      when(
        orders.maxOpenOrdersPerSymbol > orders.maxOpenOrders,
        "a symbol's orders count in the whole, which is full before",
      ),
  },
  {
    kind,
    paths: ["orders.maxEntriesPerRulePerHour", "orders.maxSubmitsPerMinute"],
    judge: ({ orders }) =>
      when(orders.maxEntriesPerRulePerHour > MINUTES * orders.maxSubmitsPerMinute, "no hour lets in so many"),
  },
  {
    kind,
    paths: ["orders.maxEntriesPerSymbolPerHour", "orders.maxSubmitsPerMinute"],
    judge: ({ orders }) =>
      when(orders.maxEntriesPerSymbolPerHour > MINUTES * orders.maxSubmitsPerMinute, "no hour lets in so many"),
  },
  {
    kind,
    paths: ["orders.maxEntriesPerRulePerHour", "orders.maxEntriesPerSymbolPerHour", "symbols.allow"],
    judge: ({ orders, symbols: { allow } }) =>
      when(
        allow !== "any" && orders.maxEntriesPerRulePerHour > allow.length * orders.maxEntriesPerSymbolPerHour,
        "all symbols together let in fewer",
      ),
  },
  {
    kind,
    paths: ["orders.maxQuantity.*", "symbols.allow", "symbols.deny"],
    names: ({ orders }) => Object.keys(orders.maxQuantity).filter((name) => name !== "other"),
    judge: (limits, name) => {
      const { allow } = limits.symbols;
      const isTraded = allow === "any" || allow.some((symbol) => baseOf(symbol) === name && mayTrade(limits, symbol));
      return when(!isTraded, "no symbol of that currency may be traded");
    },
  },
  {
    kind,
    paths: ["symbols.deny", "symbols.allow"],
    judge: ({ symbols: { allow, deny } }) => {
      const idle = allow === "any" ? [] : deny.filter((symbol) => !allow.includes(symbol));
      return when(idle.length > 0, `${idle.join(", ")} would not be allowed anyway`);
    },
  },
  {
    kind,
    paths: ["agent.floodFrames", "agent.framesPerSecond"],
    judge: ({ agent }) =>
      when(
        agent.framesPerSecond + agent.floodFrames / 10 > UNREADABLE_FRAMES,
        `no gate reads more than ${UNREADABLE_FRAMES} frames a second`,
      ),
  },
];

/** Limits of what may be lost or spent. */
const losses: readonly DoubtRow[] = [
  {
    kind,
    paths: ["stops.maxRiskPct", "stops.maxOpenRiskPct"],
    judge: ({ stops }) =>
      when(stops.maxRiskPct > stops.maxOpenRiskPct, "one trade's risk counts in that of all, which is full before"),
  },
  {
    kind,
    paths: ["stops.maxRiskPct", "orders.maxNotionalPct", "stops.maxDistancePct"],
    judge: ({ stops, orders }) =>
      when(
        above(stops.maxRiskPct, (orders.maxNotionalPct * stops.maxDistancePct) / 100),
        "the largest entry with the furthest stop loses less",
      ),
  },
  {
    kind,
    paths: ["budgets.maxFeesPct", "budgets.maxTurnoverPct", "paper.takerFeeBps", "paper.makerFeeBps"],
    judge: ({ budgets, paper }) =>
      when(
        above(budgets.maxFeesPct, feesOfTurnover(budgets, Math.max(paper.takerFeeBps, paper.makerFeeBps))),
        "at the paper account's fees the turnover is used up before",
      ),
  },
  {
    kind,
    paths: ["budgets.maxTurnoverPct", "budgets.maxFeesPct", "paper.makerFeeBps", "paper.takerFeeBps"],
    judge: ({ budgets, paper }) =>
      when(
        above(feesOfTurnover(budgets, Math.min(paper.takerFeeBps, paper.makerFeeBps)), budgets.maxFeesPct),
        "at the paper account's fees these are used up before",
      ),
  },
  {
    kind,
    paths: ["risk.maxValueAtRiskPct", "risk.maxShortfallPct"],
    judge: ({ risk }) =>
      when(risk.maxValueAtRiskPct > risk.maxShortfallPct, "the average beyond it is never less, and is denied before"),
  },
  {
    kind,
    paths: ["risk.maxDeltaPct", "exposure.maxNetPct"],
    judge: ({ risk, exposure }) =>
      when(risk.maxDeltaPct > exposure.maxNetPct, "of spot, delta is what is held, and net exposure is full before"),
  },
  {
    kind,
    paths: ["risk.stress.maxLossPct", "risk.stress.pricePct", "exposure.maxGrossPct"],
    judge: (limits) => {
      const most = (reachableGross(limits) * worstFall(limits)) / 100;
      const why = most === 0 ? "no price of the grid falls" : "the worst corner of all that may be held loses less";
      return when(above(limits.risk.stress.maxLossPct, most), why);
    },
  },
];

const feesOfTurnover = ({ maxTurnoverPct }: Limits["budgets"], feeBps: number): number =>
  (maxTurnoverPct * feeBps) / 10_000;

export const hidden: readonly DoubtRow[] = [...exposures, ...orderLimits, ...losses];
