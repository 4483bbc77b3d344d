import type { GateState } from "../../../src/gate/mind/state.ts";
import type { Safety } from "../../../src/gate/safety/schema.ts";
import type { Intent } from "../../../src/store/words/intent.ts";
import {
  binding,
  BTC,
  CANDLE_MS,
  entry,
  ETH,
  exit,
  filled,
  flatten,
  kill,
  rule,
  safetyWith,
  shipped,
  SOL,
  submit,
  T0,
} from "../facts.ts";
import { entryId, given, type Given } from "../given.ts";

/** What is judged: an intent on a state, under limits, a while after the tick that the state knows. */
export interface Case {
  readonly intent: Intent;
  readonly state: GateState;
  readonly safety?: Safety;
  readonly laterMs?: number;
}

/** Of each check: what it lets pass, what it refuses, the last thing it lets pass, and what it cannot judge. */
export interface Row {
  readonly passes: Case;
  readonly fails: Case;
  /** The very limit: the last that passes. Null where the check asks yes or no, and no more or less. */
  readonly boundary: Case | null;
  /** Its input is not there. Null where it cannot lack any. */
  readonly missing: Case | null;
}

const fresh = given().state;
const of = (change: Parameters<typeof entry>[1], state: GateState = fresh, safety?: Safety): Case => ({
  intent: entry(1, change),
  state,
  ...(safety === undefined ? {} : { safety }),
});
const after = (g: Given, change: Parameters<typeof entry>[1] = {}): Case => ({
  intent: entry(9, change),
  state: g.state,
});
const plain = of({});
const unpriced = of({ symbol: ETH });
const unlisted = of({ symbol: "NONE/USD" });
const held = given(submit(entry(1)), filled(entryId(1), "2"));
const leaving = (change: Parameters<typeof entry>[1] = {}, state: GateState = held.state): Case => ({
  intent: exit(9, change),
  state,
});
const limits = (change: Parameters<typeof safetyWith>[0]): Safety => safetyWith(change);
const orders = (change: Partial<(typeof shipped)["limits"]["orders"]>): Safety =>
  limits((all) => ({ ...all, orders: { ...all.orders, ...change } }));
const exposure = (change: Partial<(typeof shipped)["limits"]["exposure"]>): Safety =>
  limits((all) => ({ ...all, exposure: { ...all.exposure, ...change } }));
const withStatus = (status: "paused" | "probation"): GateState =>
  given({ type: "rule.status", ruleId: "trend", status, by: "operator", reason: "why" }).state;
const onlyBtc = given({
  event: "rule.accepted",
  data: { document: rule("trend", { version: 2, symbols: [BTC] }), by: "gate" },
}).state;
const at = (candleTs: number): Parameters<typeof entry>[1] => ({ reference: { price: "100", candleTs } });
const eth = { symbol: ETH, ruleId: "other" } as const;
/** 200 held and 204 promised in BTC, of an equity of 4999.5. */
const busy = held.and(submit(entry(2, { ruleId: "other" })));
const noCosts = { ...fresh, costs: null };
const inBtc = { ...fresh, binding: { ...binding, currency: "BTC" } };

export const ROWS: Readonly<Record<string, Row>> = {
  TRADING_HALTED: {
    passes: plain,
    fails: after(given(kill)),
    boundary: after(given({ type: "trading.reduce", reason: "slow" })),
    missing: null,
  },
  TRADING_REDUCING: {
    passes: plain,
    fails: after(given({ type: "trading.reduce", reason: "slow" })),
    boundary: after(held.and(flatten(BTC)), eth),
    missing: null,
  },
  VENUE_UNAVAILABLE: {
    passes: plain,
    fails: after(given({ type: "venue.down", why: "no answer" })),
    boundary: null,
    missing: null,
  },
  RULE_UNKNOWN: { passes: plain, fails: of({ ruleId: "nobody" }), boundary: null, missing: null },
  RULE_VERSION_MISMATCH: {
    passes: plain,
    fails: of({ ruleVersion: 2 }),
    boundary: null,
    missing: of({ ruleId: "nobody" }),
  },
  RULE_NOT_ACTIVE: {
    passes: plain,
    fails: of({}, withStatus("paused")),
    boundary: of({}, withStatus("probation")),
    missing: of({ ruleId: "nobody" }),
  },
  RULE_SYMBOL_MISMATCH: {
    passes: plain,
    fails: of({ symbol: ETH }, onlyBtc),
    boundary: of({}, onlyBtc),
    missing: of({ ruleId: "nobody" }),
  },
  SYMBOL_NOT_ALLOWED: {
    passes: plain,
    fails: of(
      {},
      fresh,
      limits((all) => ({ ...all, symbols: { allow: [BTC], deny: [BTC] } })),
    ),
    boundary: of(
      {},
      fresh,
      limits((all) => ({ ...all, symbols: { allow: [BTC], deny: [ETH] } })),
    ),
    missing: of({}, { ...fresh, binding: null }),
  },
  INSTRUMENT_UNKNOWN: { passes: plain, fails: unlisted, boundary: null, missing: null },
  CURRENCY_MISMATCH: { passes: plain, fails: of({}, inBtc), boundary: null, missing: unlisted },
  INTENT_STALE: {
    passes: plain,
    fails: of(at(T0 - 2 * CANDLE_MS)),
    boundary: of(at(T0 - 2 * CANDLE_MS + 1)),
    missing: null,
  },
  INTENT_FROM_FUTURE: { passes: of(at(T0 - 1)), fails: of(at(T0 + 1)), boundary: of(at(T0)), missing: null },
  QUOTE_STALE: {
    passes: plain,
    fails: { ...plain, laterMs: 90_001 },
    boundary: { ...plain, laterMs: 90_000 },
    missing: unpriced,
  },
  ORDER_TYPE_NOT_ALLOWED: {
    passes: plain,
    fails: of({ type: "stop_limit", limitPrice: "100" }),
    boundary: of({}, fresh, orders({ types: ["market"] })),
    missing: null,
  },
  LIMIT_PRICE_MISMATCH: {
    passes: plain,
    fails: of({ limitPrice: "100" }),
    boundary: of({ type: "limit", limitPrice: "100" }),
    missing: of({ type: "limit" }),
  },
  PRICE_PRECISION: {
    passes: plain,
    fails: of({ stopPrice: "95.001" }),
    boundary: of({ stopPrice: "95.01" }),
    missing: unlisted,
  },
  QUANTITY_PRECISION: {
    passes: plain,
    fails: of({ quantity: "0.000000015" }),
    boundary: of({ quantity: "0.00000001" }),
    missing: unlisted,
  },
  QUANTITY_BELOW_MIN: {
    passes: plain,
    fails: of({ quantity: "0.000000009" }),
    boundary: of({ quantity: "0.00000001" }),
    missing: unlisted,
  },
  QUANTITY_ABOVE_MAX: {
    passes: plain,
    fails: of({ quantity: "3400.00000001" }),
    boundary: of({ quantity: "3400" }),
    missing: unlisted,
  },
  NOTIONAL_BELOW_MIN: {
    passes: plain,
    fails: of({ quantity: "0.00999999" }),
    boundary: of({ quantity: "0.01" }),
    missing: unpriced,
  },
  NOTIONAL_ABOVE_MAX: {
    passes: plain,
    fails: of({ quantity: "25.00000001" }),
    boundary: of({ quantity: "25" }),
    missing: of({}, { ...fresh, binding: { ...binding, currency: "EUR" } }),
  },
  NOTIONAL_PCT_ABOVE_MAX: {
    passes: plain,
    fails: of({ quantity: "25.00000001" }),
    boundary: of({ quantity: "25" }),
    missing: unpriced,
  },
  PRICE_COLLAR: {
    passes: plain,
    fails: of({ type: "limit", limitPrice: "102.01" }),
    boundary: of({ type: "limit", limitPrice: "98" }),
    missing: unpriced,
  },
  SHORT_NOT_ALLOWED: { passes: plain, fails: of({ side: "sell" }), boundary: null, missing: null },
  ALREADY_IN_POSITION: {
    passes: plain,
    fails: after(given(submit(entry(1)))),
    boundary: after(held, { ruleId: "other" }),
    missing: null,
  },
  SYMBOL_EXPOSURE: {
    passes: plain,
    fails: after(busy, { ruleId: "third", quantity: "20.95750001" }),
    boundary: after(busy, { ruleId: "third", quantity: "20.9575" }),
    missing: unpriced,
  },
  GROSS_EXPOSURE: {
    passes: plain,
    fails: { ...after(busy, { ruleId: "third", quantity: "5.95900001" }), safety: exposure({ maxGrossPct: 20 }) },
    boundary: { ...after(busy, { ruleId: "third", quantity: "5.959" }), safety: exposure({ maxGrossPct: 20 }) },
    missing: unpriced,
  },
  POSITION_COUNT: {
    passes: plain,
    fails: { ...after(busy, { ruleId: "third" }), safety: exposure({ maxPositions: 2 }) },
    boundary: { ...after(busy, { ruleId: "third" }), safety: exposure({ maxPositions: 3 }) },
    missing: null,
  },
  INSUFFICIENT_BALANCE: {
    passes: plain,
    // 5000 less the reserve of 50 is 4950, and that is 49.70178926 at 99 with the fee of 60 bps.
    fails: of({ type: "limit", limitPrice: "99", quantity: "49.70178932" }),
    boundary: of({ type: "limit", limitPrice: "99", quantity: "49.70178926" }),
    missing: of({}, noCosts),
  },
  SUBMIT_RATE: {
    passes: plain,
    fails: { ...after(busy), safety: orders({ maxSubmitsPerMinute: 2 }) },
    boundary: { ...after(busy), safety: orders({ maxSubmitsPerMinute: 3 }) },
    missing: null,
  },
  OPEN_ORDERS: {
    passes: plain,
    fails: { ...after(busy), safety: orders({ maxOpenOrders: 3 }) },
    boundary: { ...after(busy), safety: orders({ maxOpenOrders: 4 }) },
    missing: null,
  },
  UNKNOWN_ORDER: {
    passes: plain,
    fails: after(busy.and({ type: "venue.unknown", clientOrderId: entryId(2), cause: "timeout" })),
    boundary: after(busy.and({ type: "venue.unknown", clientOrderId: entryId(2), cause: "timeout" }), eth),
    missing: null,
  },
  STOP_REQUIRED: { passes: plain, fails: of({ stopPrice: undefined }), boundary: null, missing: null },
  STOP_WRONG_SIDE: {
    passes: plain,
    fails: of({ stopPrice: "100" }),
    boundary: of({ stopPrice: "99.99", targetPrice: "100.01" }),
    missing: of({ stopPrice: undefined }),
  },
  STOP_TOO_FAR: {
    passes: plain,
    fails: of({ stopPrice: "84.99" }),
    boundary: of({ stopPrice: "85" }),
    missing: of({ stopPrice: undefined }),
  },
  RISK_PER_TRADE: {
    passes: plain,
    fails: of({ quantity: "10.00000001" }),
    boundary: of({ quantity: "10" }),
    missing: of({ stopPrice: undefined }),
  },
  QUANTITY_NOT_HELD: {
    passes: leaving({ quantity: "1" }),
    fails: leaving({ quantity: "2.00000001" }),
    boundary: leaving({ quantity: "2" }),
    missing: leaving({ symbol: SOL }),
  },
  EXIT_WRONG_SIDE: {
    passes: leaving(),
    fails: leaving({ side: "buy" }),
    boundary: null,
    missing: leaving({ symbol: SOL }),
  },
};
