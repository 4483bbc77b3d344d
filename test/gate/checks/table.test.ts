import test from "ava";
import { climb } from "../../../src/gate/checks/ladder.ts";
import { checks } from "../../../src/gate/checks/table.ts";
import { type CheckResult, checkResult, verdict } from "../../../src/store/words/verdict.ts";
import {
  binding,
  CANDLE_MS,
  contextOf,
  counted,
  entry,
  exit,
  filled,
  idOf,
  kill,
  origin,
  shipped,
  submit,
  T0,
} from "../facts.ts";
import { entryId, given } from "../given.ts";
import { ROWS } from "./cases.ts";
import type { Case } from "./situations.ts";

const vector = ({ intent, state, safety = shipped, laterMs = 0, asked = {} }: Case): readonly CheckResult[] =>
  climb(
    { intent, origin, seen: null, approvedBy: null, ...asked },
    state,
    contextOf(T0 + CANDLE_MS + laterMs, counted(), safety),
  );
function found(code: string, of: Case): CheckResult {
  const result = vector(of).find((each) => each.code === code);
  if (result === undefined) throw new RangeError(`${code} does not bind this ${of.intent.purpose}`);
  return result;
}

test("every check of the table has its cases, and no case is of a check that is not there", (t) => {
  const codes = checks.map(({ code }) => code);
  t.deepEqual(Object.keys(ROWS).toSorted(), codes.toSorted());
  t.is(new Set(codes).size, codes.length);
});

for (const [code, { passes, fails, boundary, missing }] of Object.entries(ROWS)) {
  test(`${code} lets pass and says what it saw`, (t) => {
    const result = found(code, passes);
    t.true(result.passed);
    t.truthy(result.observed);
    t.truthy(result.limit);
    t.truthy(result.source);
  });
  test(`${code} refuses and says what it saw, against what, and where that stands`, (t) => {
    const result = found(code, fails);
    t.false(result.passed);
    t.truthy(result.observed);
    t.truthy(result.limit);
    t.truthy(result.source);
  });
  if (boundary !== null) test(`${code} lets its very limit pass`, (t) => t.true(found(code, boundary).passed));
  if (missing !== null) {
    test(`${code} refuses what it cannot judge`, (t) => {
      const result = found(code, missing);
      t.false(result.passed);
      t.truthy(result.source);
    });
  }
}

test("amounts are compared in a unit", (t) => {
  const units: Readonly<Record<string, string>> = {
    NOTIONAL_ABOVE_MAX: "USD",
    GROSS_EXPOSURE: "USD",
    PRICE_COLLAR: "bps",
    STOP_TOO_FAR: "% of price",
    QUOTE_STALE: "ms",
    INTENT_STALE: "candles",
    POSITION_COUNT: "positions",
    QUANTITY_ABOVE_MAX: "BTC",
  };
  for (const [code, unit] of Object.entries(units)) {
    const row = ROWS[code];
    t.is(row === undefined ? "" : found(code, row.passes).unit, unit, code);
  }
});

test("a limit of safety.yaml is named by its line", (t) => {
  const { source } = found("PRICE_COLLAR", { intent: entry(1), state: given().state });
  t.regex(source, /^safety\.yaml:\d+$/);
});

test("the whole vector is reported, also after the first no", (t) => {
  const hopeless = { intent: entry(1, { ruleId: "nobody", stopPrice: undefined }), state: given(kill).state };
  const ofEntry = checks.filter(({ binds }) => binds.includes("entry")).map(({ code }) => code);
  t.deepEqual(
    vector(hopeless).map(({ code }) => code),
    ofEntry,
  );
  t.true(vector(hopeless).filter(({ passed }) => !passed).length > 5);
});

test("an exit meets identity, position, precision and halt, and no limit at all", (t) => {
  const held = given(submit(entry(1)), filled(entryId(1), "2"));
  t.deepEqual(
    vector({ intent: exit(2), state: held.state }).map(({ code }) => code),
    [
      "TRADING_HALTED",
      "PROTOCOL_MISMATCH",
      "INTENT_ID_REUSED",
      "RULE_UNKNOWN",
      "INSTRUMENT_UNKNOWN",
      "PRODUCT_NOT_TRADABLE",
      "ORDER_TYPE_NOT_ALLOWED",
      "LIMIT_PRICE_MISMATCH",
      "PRICE_PRECISION",
      "QUANTITY_PRECISION",
      "QUANTITY_NOT_HELD",
      "SELL_NOT_COVERED",
      "EXIT_WRONG_SIDE",
    ],
  );
  const none = { ...shipped, limits: { ...shipped.limits, orders: { ...shipped.limits.orders, types: [] } } };
  t.true(vector({ intent: exit(2), state: held.state, safety: none }).every(({ passed }) => passed));
  const odd = exit(2, { type: "stop_limit", limitPrice: "90" });
  t.deepEqual(
    vector({ intent: odd, state: held.state })
      .filter(({ passed }) => !passed)
      .map(({ code }) => code),
    ["ORDER_TYPE_NOT_ALLOWED"],
  );
});

test("what cannot be computed is refused, by name, and the rest is judged still", (t) => {
  const held = given(submit(entry(1)), filled(entryId(1), "2")).state;
  const results = vector({ intent: entry(9, { ruleId: "other" }), state: { ...held, marks: {} } });
  const gross = results.find(({ code }) => code === "GROSS_EXPOSURE");
  t.like(gross, { passed: false, observed: null });
  t.is(results.length, checks.filter(({ binds }) => binds.includes("entry")).length);
});

test("every verdict fits through the wire's wall, however much there is to say", (t) => {
  const symbols = Array.from({ length: 50 }, (_, i) => `VERYLONGNAME${i}/USDOLLAR`);
  const busy = given(submit(entry(1))).state;
  const [order] = Object.values(busy.orders);
  const lost = Array.from({ length: 20 }, (_, i) => [idOf(i, 7), { ...order, state: "unknown" }]);
  const state = { ...busy, binding: { ...binding, symbols }, orders: Object.fromEntries(lost) } as typeof busy;
  const results = vector({ intent: entry(9, { ruleId: "other" }), state });
  for (const result of results) t.true(checkResult.safeParse(result).success, result.code);
  t.true(verdict.safeParse({ intentId: idOf(9, 1), decision: "denied", checks: results }).success);
});
