import { add, multiply, subtract } from "../../../src/store/money.ts";
import { type Law, must } from "./law.ts";
import { heldOf } from "./moves.ts";

const START = "5000";

/** What is booked is what was bought, sold, paid in and taken out, to the last digit. */
export const LAWS_OF_MONEY: readonly Law[] = [
  {
    title: "cash is what was paid in and what fills, fees and foreign trades made of it, to the last digit",
    watch() {
      let cash = START;
      return {
        event({ event, before, after }) {
          if (event.type === "order.filled") {
            const { clientOrderId, lastPrice, lastQuantity, commission } = event.data;
            const order = before.orders[clientOrderId] ?? before.ended[clientOrderId];
            if (order === undefined) throw new Error(`a fill of ${clientOrderId}, which nobody sent`);
            const notional = multiply(lastPrice, lastQuantity);
            cash = subtract(order.spec.side === "buy" ? subtract(cash, notional) : add(cash, notional), commission);
          }
          if (event.type === "external.traded") {
            const { side, lastPrice, lastQuantity, commission } = event.data;
            const notional = multiply(lastPrice, lastQuantity);
            cash = subtract(side === "buy" ? subtract(cash, notional) : add(cash, notional), commission);
          }
          if (event.type === "cash.moved") cash = add(cash, event.data.amount);
          if (event.type !== "account.opened") must(after.cash === cash, `cash ${after.cash}, it should be ${cash}`);
        },
      };
    },
  },
  {
    title: "what is held of a symbol is what was bought less what was sold, by rules and past the gate alike",
    watch() {
      const held = new Map<string, string>();
      const move = (symbol: string, side: string, quantity: string): void => {
        const before = held.get(symbol) ?? "0";
        held.set(symbol, side === "buy" ? add(before, quantity) : subtract(before, quantity));
      };
      return {
        event({ event, before, after }) {
          if (event.type === "order.filled") {
            const { clientOrderId, lastQuantity } = event.data;
            const spec = (before.orders[clientOrderId] ?? before.ended[clientOrderId])?.spec;
            if (spec !== undefined) move(spec.symbol, spec.side, lastQuantity);
          }
          if (event.type === "external.traded") move(event.data.symbol, event.data.side, event.data.lastQuantity);
          // An adoption is told in two sentences; between them the position is empty still.
          if (event.type === "position.opened") return;
          for (const [symbol, quantity] of held) {
            const booked = add(heldOf(after, symbol), after.externals[symbol]?.quantity ?? "0");
            must(booked === quantity, `${booked} ${symbol} are booked, ${quantity} were traded`);
          }
        },
      };
    },
  },
  {
    title: "gains, deposits and what is still open add up to cash; a deposit is nobody's gain",
    watch: () => ({
      event({ event, after }) {
        if (event.type === "position.opened") return;
        const open = Object.values(after.positions).map(({ entryNotional, exitNotional, fees }) =>
          subtract(exitNotional, entryNotional, fees),
        );
        const booked = add(START, after.deposits, after.realizedPnl, after.externalCash, ...open);
        if (event.type !== "account.opened") must(after.cash === booked, `cash ${after.cash} is not ${booked}`);
      },
    }),
  },
  {
    title: "equity is cash and what is held at the marks, and money from outside moves day and week with it",
    watch: () => ({
      event({ event, before, after }) {
        if (event.type === "market.advanced") {
          const symbols = new Set([
            ...Object.values(after.positions).map((each) => each.symbol),
            ...Object.keys(after.externals),
          ]);
          const worth = [...symbols].map((symbol) =>
            multiply(
              add(heldOf(after, symbol), after.externals[symbol]?.quantity ?? "0"),
              after.marks[symbol]?.price ?? "0",
            ),
          );
          must(after.equity === add(after.cash, ...worth), `equity ${after.equity} is not cash and holdings`);
        }
        if (event.type !== "cash.moved") return;
        for (const baseline of ["day", "week"] as const) {
          const [was, is] = [before[baseline]?.equity ?? "0", after[baseline]?.equity ?? "0"];
          must(subtract(before.equity, was) === subtract(after.equity, is), `the ${baseline} gained by a deposit`);
        }
      },
    }),
  },
];
