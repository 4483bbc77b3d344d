import test from "ava";
import * as fc from "fast-check";
import { quantityOf, type SizingInput } from "../../../src/agent/strategy/sizing.ts";
import { absolute, add, isLess, isMore, isMultiple, multiply, percentOf, subtract } from "../../../src/store/money.ts";
import type { RuleDocument } from "../../../src/store/rules/document.ts";

const instrument = { quantityIncrement: "0.001", minQuantity: "0.002", minNotional: "10" };
const input: SizingInput = {
  equity: "10000",
  cash: "5000",
  price: "30000",
  stopPrice: "29400",
  volatility: "250",
  costBps: 10,
};
type Size = RuleDocument["size"];
const sizing = test.macro(
  (t, size: Size, changes: Partial<SizingInput>, quantity: string | null, reason: RegExp | null) => {
    const result = quantityOf(size, { ...input, ...changes }, instrument);
    t.is(result.quantity, quantity);
    if (reason) t.regex(result.reason ?? "", reason);
    else t.is(result.reason, null);
  },
);

test("half a percent of equity is lost at the stop", sizing, { riskPct: 0.5 }, {}, "0.083", null);
test("a short's stop above counts alike", sizing, { riskPct: 0.5 }, { stopPrice: "30600" }, "0.083", null);
test("a fixed quantity is that quantity", sizing, { fixed: 0.0125 }, {}, "0.012", null);
test("a notional buys what it buys", sizing, { notional: 1_000 }, {}, "0.033", null);
test("one percent of equity is one atr", sizing, { volatilityPct: 1 }, {}, "0.4", null);
test("all in spends the free cash less costs", sizing, { allIn: true }, {}, "0.166", null);
test("a bound on the notional bounds every size", sizing, { riskPct: 0.5 }, { maxNotional: "1500" }, "0.05", null);
test("too little for the venue is nothing", sizing, { riskPct: 0.01 }, {}, null, /smallest quantity, 0.002/);
test("too cheap for the venue is nothing", sizing, { fixed: 0.002 }, { price: "100" }, null, /smallest notional, 10/);
test(
  "a stop at the price is no stop",
  sizing,
  { riskPct: 0.5 },
  { stopPrice: "30000" },
  null,
  /stop stands at the price/,
);
test("no equity, no size", sizing, { riskPct: 0.5 }, { equity: "-1" }, null, /equity is -1/);
test("no cash, no size", sizing, { allIn: true }, { cash: "0" }, null, /no free cash/);
test("no volatility, no size", sizing, { volatilityPct: 1 }, { volatility: null }, null, /volatility is unknown/);
test("no price, no size", sizing, { fixed: 1 }, { price: "0" }, null, /price 0 is not above zero/);

const amount = fc
  .integer({ min: 1, max: 10_000_000 })
  .map((cents) => `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, "0")}`);

test("no size ever risks, spends or moves more than it says, and none leaves a whole increment unused", (t) => {
  const law = fc.property(
    amount,
    amount,
    amount,
    fc.integer({ min: 1, max: 100 }),
    (equity, price, stopPrice, percent) => {
      fc.pre(price !== stopPrice && price !== "0.00");
      const all = { ...input, equity, cash: equity, price, stopPrice, volatility: "3.3" };
      const checks: [Size, string, string][] = [
        [{ riskPct: percent }, absolute(subtract(price, stopPrice)), percentOf(equity, percent)],
        [{ volatilityPct: percent }, "3.3", percentOf(equity, percent)],
        [{ notional: percent }, price, `${percent}`],
        [{ allIn: true }, multiply(price, "1.001"), equity],
      ];
      for (const [size, each, amount] of checks) {
        const { quantity } = quantityOf(size, all, { ...instrument, minQuantity: "0", minNotional: "0" });
        if (quantity === null) continue;
        t.false(isMore(multiply(quantity, each), amount));
        t.true(isLess(amount, multiply(add(quantity, "0.001"), each)));
        t.true(isMultiple(quantity, "0.001"));
      }
    },
  );
  fc.assert(law);
  t.pass();
});

test("while real money is tried out a size is a part of what the rule says, rounded down to the instrument", (t) => {
  const whole = quantityOf({ notional: 1_000 }, input, instrument).quantity ?? "0";
  const part = quantityOf({ notional: 1_000 }, { ...input, sizePct: 25 }, instrument).quantity ?? "0";
  t.true(isMore(part, "0"));
  t.false(isMore(multiply(part, "4"), whole));
  t.true(isMore(multiply(add(part, instrument.quantityIncrement), "4"), whole));
});
