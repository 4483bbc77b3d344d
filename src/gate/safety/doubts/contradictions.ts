import { above, type DoubtRow, mayTrade, reachableGross, when, worstFall } from "./row.ts";

/** What the protocol asks of an agent: a sign of life every two seconds. */
const HEARTBEAT_MS = 2_000;

const kind = "contradicts";

/** Limits that say the opposite of each other. */
export const contradictions: readonly DoubtRow[] = [
  {
    kind,
    paths: ["symbols.allow", "symbols.deny"],
    judge: (limits) => {
      const { allow, deny } = limits.symbols;
      if (allow === "any" || !allow.some((symbol) => mayTrade(limits, symbol))) return null;
      const both = allow.filter((symbol) => deny.includes(symbol));
      return when(both.length > 0, `${both.join(", ")} stands in both, and is denied`);
    },
  },
  {
    kind,
    paths: ["orders.marketSymbols", "symbols.allow", "symbols.deny"],
    judge: (limits) => {
      const { marketSymbols } = limits.orders;
      const idle = marketSymbols === "any" ? [] : marketSymbols.filter((symbol) => !mayTrade(limits, symbol));
      return when(idle.length > 0, `${idle.join(", ")} may go at the market but not be traded`);
    },
  },
  {
    kind,
    paths: ["orders.marketSymbols", "orders.types"],
    judge: ({ orders: { marketSymbols, types } }) =>
      when(
        marketSymbols !== "any" && marketSymbols.length > 0 && !types.includes("market"),
        "no entry may go at the market at all",
      ),
  },
  {
    kind,
    paths: ["orders.types", "orders.marketSymbols"],
    judge: ({ orders: { marketSymbols, types } }) =>
      when(
        types.includes("market") && types.includes("limit") && marketSymbols.length === 0,
        "entries may go at the market, but in no symbol",
      ),
  },
  {
    kind,
    paths: ["losses.maxDailyPct", "losses.maxWeeklyPct"],
    judge: ({ losses }) => when(losses.maxDailyPct > losses.maxWeeklyPct, "a day may lose more than its week"),
  },
  {
    kind,
    paths: ["losses.maxWeeklyPct", "losses.maxDrawdownPct"],
    judge: ({ losses }) =>
      when(losses.maxWeeklyPct > losses.maxDrawdownPct, "a week may lose more than the account from its height"),
  },
  {
    kind,
    paths: ["stops.maxOpenRiskPct", "losses.maxDailyPct"],
    judge: ({ stops, losses }) =>
      when(stops.maxOpenRiskPct > losses.maxDailyPct, "all stops hit at once lose more than a day may"),
  },
  {
    kind,
    paths: ["exposure.maxGrossPct", "risk.assumedDayMovePct", "risk.maxValueAtRiskPct"],
    judge: (limits) =>
      when(
        above((reachableGross(limits) * limits.risk.assumedDayMovePct) / 100, limits.risk.maxValueAtRiskPct),
        "on the assumed day so much held loses more than may be at risk: it can never be held",
      ),
  },
  {
    kind,
    paths: ["exposure.maxGrossPct", "risk.assumedDayMovePct", "risk.maxShortfallPct"],
    judge: (limits) =>
      when(
        above((reachableGross(limits) * limits.risk.assumedDayMovePct) / 100, limits.risk.maxShortfallPct),
        "on the assumed day so much held loses more than the worst days may: it can never be held",
      ),
  },
  {
    kind,
    paths: ["exposure.maxGrossPct", "risk.stress.pricePct", "risk.stress.maxLossPct"],
    judge: (limits) =>
      when(
        above((reachableGross(limits) * worstFall(limits)) / 100, limits.risk.stress.maxLossPct),
        "in the worst corner so much held loses more than it may: it can never be held",
      ),
  },
  {
    kind,
    paths: ["agent.burstFrames", "agent.framesPerSecond"],
    judge: ({ agent }) =>
      when(agent.burstFrames < agent.framesPerSecond, "a second's frames that come at once are dropped"),
  },
  {
    kind,
    paths: ["agent.warnAfterMs"],
    judge: ({ agent }) =>
      when(agent.warnAfterMs < HEARTBEAT_MS, `an agent that is well may be silent for ${HEARTBEAT_MS} ms`),
  },
  {
    kind,
    paths: ["agent.cancelEntriesAfterMs"],
    judge: ({ agent }) =>
      when(agent.cancelEntriesAfterMs < HEARTBEAT_MS, `an agent that is well may be silent for ${HEARTBEAT_MS} ms`),
  },
];
