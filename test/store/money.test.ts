import test from "ava";
import * as fc from "fast-check";
import { money, nonNegativeMoney, positiveMoney } from "../../src/store/money.ts";

test("whatever stands where an amount should, the wall says no and throws nothing", (t) => {
  for (const wall of [money, nonNegativeMoney, positiveMoney]) {
    for (const odd of ["lots", "", "-", "1e3", "0x10", "NaN", "1.", ".5", " 1", "1,5", "9".repeat(25), null, 5, {}]) {
      t.false(wall.safeParse(odd).success, JSON.stringify(odd));
    }
    fc.assert(fc.property(fc.string(), (text) => typeof wall.safeParse(text).success === "boolean"));
  }
  t.true(positiveMoney.safeParse("0.000000000000000000000001").success);
  t.false(positiveMoney.safeParse("0.00").success);
  t.false(nonNegativeMoney.safeParse("-0.01").success);
});
