import type { GateState } from "../../../src/gate/mind/state.ts";
import type { Limits } from "../../../src/gate/safety/schema.ts";
import {
  absolute,
  add,
  fromNumber,
  isMore,
  isPositive,
  least,
  type Money,
  multiply,
  percentOf,
  subtract,
} from "../../../src/store/money.ts";
import type { OrderSpec } from "../../../src/store/words/order.ts";
import { tradingState } from "../../../src/store/words/hold.ts";
import { type Law, must } from "./law.ts";

/** What an entry may still come to: beyond its limit or collar it does not fill. */
const worst = ({ limitPrice, collarPrice }: OrderSpec, mark: Money): Money =>
  limitPrice ?? least(collarPrice ?? mark, mark);

/** The account right after an entry was let in, reckoned by other means than the checks. */
class Books {
  readonly #state: GateState;
  readonly #before: GateState;

  constructor(before: GateState, after: GateState) {
    this.#state = after;
    this.#before = before;
  }

  get entries() {
    return Object.values(this.#state.orders).filter(({ spec }) => spec.role === "entry");
  }

  price(symbol: string): Money {
    return this.#before.marks[symbol]?.price ?? "0";
  }

  get equity(): Money {
    const held = Object.values(this.#before.positions).map(({ symbol, quantity }) =>
      multiply(quantity, this.price(symbol)),
    );
    const past = Object.entries(this.#before.externals).map(([symbol, { quantity }]) =>
      multiply(quantity, this.price(symbol)),
    );
    return add(this.#before.cash, ...held, ...past);
  }

  /** Held, past the gate too, and promised, of the symbols. */
  value(of: (symbol: string) => boolean): Money {
    const held = Object.values(this.#state.positions).filter(({ symbol }) => of(symbol));
    const past = Object.entries(this.#state.externals).filter(([symbol]) => of(symbol));
    return add(
      ...held.map(({ symbol, quantity }) => multiply(quantity, this.price(symbol))),
      ...past.map(([symbol, { quantity }]) => absolute(multiply(quantity, this.price(symbol)))),
      ...this.entries
        .filter(({ spec }) => of(spec.symbol))
        .map(({ spec, filledQuantity }) =>
          multiply(subtract(spec.quantity, filledQuantity), worst(spec, this.price(spec.symbol))),
        ),
    );
  }

  /** Lost if every stop is hit. */
  get openRisk(): Money {
    const held = Object.values(this.#state.positions).map(({ symbol, quantity, stopPrice }) => {
      const distance = subtract(this.price(symbol), stopPrice);
      return isPositive(distance) ? multiply(quantity, distance) : "0";
    });
    const entering = this.entries.map(({ spec, filledQuantity }) => {
      const distance = subtract(worst(spec, this.price(spec.symbol)), spec.protection?.stopPrice ?? "0");
      return multiply(subtract(spec.quantity, filledQuantity), distance);
    });
    return add(...held, ...entering);
  }
}

/** One entry against each limit that can be reckoned from outside; `at` is its time. */
function holdsEach(books: Books, spec: OrderSpec, limits: Limits): void {
  const { exposure, orders, stops } = limits;
  const within = (value: Money, percent: number, what: string): void =>
    must(!isMore(value, percentOf(books.equity, percent)), `${what}: ${value} of ${books.equity}`);
  const price = spec.limitPrice ?? books.price(spec.symbol);
  const notional = multiply(spec.quantity, price);
  within(
    books.value(() => true),
    Math.min(exposure.maxGrossPct, exposure.maxNetPct),
    "gross",
  );
  within(
    books.value(() => true),
    100 * exposure.maxLeverage,
    "leverage",
  );
  within(
    books.value((symbol) => symbol === spec.symbol),
    exposure.maxSymbolPct,
    "symbol",
  );
  for (const { symbols, maxPct } of Object.values(exposure.clusters)) {
    if (symbols.includes(spec.symbol))
      within(
        books.value((symbol) => symbols.includes(symbol)),
        maxPct,
        "cluster",
      );
  }
  within(notional, orders.maxNotionalPct, "notional");
  within(
    multiply(spec.quantity, absolute(subtract(price, spec.protection?.stopPrice ?? "0"))),
    stops.maxRiskPct,
    "risk",
  );
  within(books.openRisk, stops.maxOpenRiskPct, "open risk");
  must(!isMore(notional, fromNumber(orders.maxNotional["USD"] ?? 0)), "notional above the limit");
  must(!isMore(fromNumber(orders.minNotional["USD"] ?? 0), notional), "notional below the limit");
}

/** What safety.yaml says is so, after any sequence of wishes, fills and answers. */
export const LAWS_OF_LIMITS: readonly Law[] = [
  {
    title: "no sequence of intents and fills passes a limit of exposure, notional or risk",
    watch: ({ limits }) => ({
      event({ event, before, after }) {
        if (event.type !== "order.reserved" || event.data.role !== "entry") return;
        holdsEach(new Books(before, after), event.data, limits);
      },
    }),
  },
  {
    title: "no sequence of intents passes a limit of number: positions, orders, entries a minute and an hour, turnover",
    watch({ limits: { orders, exposure, budgets } }) {
      const entries: { readonly at: number; readonly ruleId: string; readonly symbol: string }[] = [];
      return {
        event({ event, after }) {
          if (event.type !== "order.reserved" || event.data.role !== "entry") return;
          const { ruleId, symbol } = event.data;
          entries.push({ at: event.ts, ruleId, symbol });
          const since = (ms: number) => entries.filter(({ at }) => at > event.ts - ms);
          const hour = since(3_600_000);
          must(since(60_000).length <= orders.maxSubmitsPerMinute, "entries a minute");
          must(hour.filter((each) => each.ruleId === ruleId).length <= orders.maxEntriesPerRulePerHour, "of a rule");
          must(
            hour.filter((each) => each.symbol === symbol).length <= orders.maxEntriesPerSymbolPerHour,
            "of a symbol",
          );
          const working = Object.values(after.orders);
          must(working.length + 1 <= orders.maxOpenOrders, "open orders");
          const here = working.filter(({ spec }) => spec.symbol === symbol).length;
          must(here + 1 <= orders.maxOpenOrdersPerSymbol, "open orders of a symbol");
          const ids = new Set([
            ...Object.keys(after.positions),
            ...working.filter(({ spec }) => spec.role === "entry").map(({ spec }) => spec.positionId),
          ]);
          must(ids.size <= exposure.maxPositions, "positions");
          const { day } = after;
          if (day === null) throw new Error("an entry before the first day");
          must(!isMore(day.turnover, percentOf(day.equity, budgets.maxTurnoverPct)), "turnover");
        },
      };
    },
  },
  {
    title: "while trading is held nothing is entered, whoever approved of it",
    watch: () => ({
      event({ event, before }) {
        if (event.type !== "order.reserved" || event.data.role !== "entry") return;
        must(tradingState(before.holds) === "active", "an entry while trading is held");
        must(before.reconciled, "an entry before ledger and venue agree");
      },
    }),
  },
  {
    title: "an order above the size of approval leaves only after a person's yes to that very order",
    watch({ limits: { approval } }) {
      const approved = new Set<string>();
      return {
        event({ event, before }) {
          if (event.type === "proposal.accepted") {
            const proposal = before.proposals[event.data.proposalId]?.proposal;
            if (proposal?.kind === "order.approve") approved.add(proposal.intent.intentId);
          }
          if (event.type !== "order.reserved" || event.data.role !== "entry" || approval.aboveNotionalPct === 100)
            return;
          const books = new Books(before, before);
          const notional = multiply(event.data.quantity, event.data.limitPrice ?? books.price(event.data.symbol));
          const needsOne = isMore(notional, percentOf(books.equity, approval.aboveNotionalPct));
          must(!needsOne || approved.has(event.data.clientOrderId), "it left without a yes");
        },
      };
    },
  },
];
