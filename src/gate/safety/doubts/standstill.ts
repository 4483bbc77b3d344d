import type { Limits } from "../schema.ts";
import { closedAllWeek } from "../closedHours.ts";
import { above, clusterNames, type DoubtRow, mayTrade, quoteOf, reachableGross, when } from "./row.ts";

/** An entry and the stop that follows it. */
const ORDERS_OF_AN_ENTRY = 2;

const kind = "nothing trades";

const isListed = ({ orders }: Limits, currency: string): boolean =>
  orders.minNotional[currency] !== undefined && orders.maxNotional[currency] !== undefined;

/** Whether that share of what a new paper account begins with is too small for any entry; false where nothing is known. */
const isTooLittle = ({ orders, paper }: Limits, currency: string, sharePct: number): boolean => {
  const [cash, least] = [paper.startingCash[currency], orders.minNotional[currency]];
  return cash !== undefined && least !== undefined && above(least, (cash * sharePct) / 100);
};

/** Limits under which nothing could be traded, in all or in one currency, symbol or cluster. */
export const standstill: readonly DoubtRow[] = [
  {
    kind,
    paths: ["orders.types"],
    judge: ({ orders }) => when(orders.types.length === 0, "no type of entry is allowed"),
  },
  {
    kind,
    paths: ["orders.types", "orders.marketSymbols"],
    judge: ({ orders: { types, marketSymbols } }) =>
      when(
        types.includes("market") && !types.includes("limit") && marketSymbols.length === 0,
        "every entry goes at the market, and no symbol may",
      ),
  },
  {
    kind,
    paths: ["symbols.allow"],
    judge: ({ symbols }) => when(symbols.allow.length === 0, "no symbol is allowed"),
  },
  {
    kind,
    paths: ["symbols.allow", "symbols.deny"],
    judge: (limits) => {
      const { allow } = limits.symbols;
      const isEmptied = allow !== "any" && allow.length > 0 && !allow.some((symbol) => mayTrade(limits, symbol));
      return when(isEmptied, "every symbol that is allowed is denied");
    },
  },
  {
    kind,
    paths: ["symbols.allow", "orders.minNotional", "orders.maxNotional"],
    judge: (limits) => {
      const { allow } = limits.symbols;
      const stuck = allow === "any" ? [] : allow.filter((symbol) => !isListed(limits, quoteOf(symbol)));
      return when(stuck.length > 0, `${stuck.join(", ")}: the currency has no amounts`);
    },
  },
  {
    kind,
    paths: ["orders.minNotional.*", "orders.maxNotional.*"],
    names: ({ orders }) => Object.keys(orders.minNotional),
    judge: ({ orders }, name) =>
      when(
        (orders.minNotional[name] ?? 0) >= (orders.maxNotional[name] ?? Infinity),
        "no entry is both large and small enough",
      ),
  },
  {
    kind,
    paths: ["orders.minNotional.*", "orders.maxNotional"],
    names: ({ orders }) => Object.keys(orders.minNotional),
    judge: ({ orders }, name) => when(orders.maxNotional[name] === undefined, `${name} is missing in the second`),
  },
  {
    kind,
    paths: ["orders.maxNotional.*", "orders.minNotional"],
    names: ({ orders }) => Object.keys(orders.maxNotional),
    judge: ({ orders }, name) => when(orders.minNotional[name] === undefined, `${name} is missing in the second`),
  },
  {
    kind,
    paths: ["paper.startingCash.*", "orders.minNotional", "orders.maxNotional"],
    names: ({ paper }) => Object.keys(paper.startingCash),
    judge: ({ orders }, name) =>
      when(
        orders.minNotional[name] === undefined && orders.maxNotional[name] === undefined,
        `an account in ${name} could be opened, and the currency has no amounts`,
      ),
  },
  {
    kind,
    paths: ["paper.startingCash.*", "orders.maxNotionalPct", "exposure.maxSymbolPct", "orders.minNotional"],
    names: ({ paper }) => Object.keys(paper.startingCash),
    judge: (limits, name) => {
      const { orders, exposure } = limits;
      const share = Math.min(orders.maxNotionalPct, exposure.maxSymbolPct, reachableGross(limits));
      return when(isTooLittle(limits, name, share), "on a new paper account the largest entry is below the smallest");
    },
  },
  {
    kind,
    paths: ["exposure.clusters.*.maxPct", "paper.startingCash", "orders.minNotional"],
    names: clusterNames,
    judge: (limits, name) => {
      const { maxPct = 100 } = limits.exposure.clusters[name] ?? {};
      const isSmall = Object.keys(limits.paper.startingCash).every((each) => isTooLittle(limits, each, maxPct));
      return when(isSmall, "on a new paper account the cluster holds less than the smallest entry");
    },
  },
  {
    kind,
    paths: ["balance.reservePct"],
    judge: ({ balance }) => when(balance.reservePct >= 100, "all is kept back"),
  },
  {
    kind,
    paths: ["orders.maxOpenOrders"],
    judge: ({ orders }) => when(orders.maxOpenOrders < ORDERS_OF_AN_ENTRY, "an entry needs room for its stop"),
  },
  {
    kind,
    paths: ["orders.maxOpenOrdersPerSymbol"],
    judge: ({ orders }) => when(orders.maxOpenOrdersPerSymbol < ORDERS_OF_AN_ENTRY, "an entry needs room for its stop"),
  },
  {
    kind,
    paths: ["hours.closed"],
    judge: ({ hours }) => when(closedAllWeek(hours.closed), "together they are the whole week"),
  },
];
