import type { GateState, Range } from "../../../src/gate/mind/state.ts";
import type { BookDepth } from "../../../src/store/events/marketQuoted.ts";
import { accepted, binding, BTC, CANDLE_MS, entry, filled, submit, T0 } from "../facts.ts";
import { entryId, given } from "../given.ts";
import { after, type Case, fresh, of, plain, type Row, section, unlisted, unpriced } from "./situations.ts";

const now = T0 + CANDLE_MS;
/** BTC at 100, with a book beside it. */
const booked = (asks: BookDepth["asks"], bids: BookDepth["bids"] = [["100", "9"]]): GateState => ({
  ...fresh,
  marks: { ...fresh.marks, [BTC]: { price: "100", at: now, book: { at: now, bids, asks } } },
});
const real: GateState = { ...fresh, binding: { ...binding, market: { kind: "coinbase" } } };
const ranged = (...ranges: Range[]): Case =>
  of({}, { ...fresh, ranges: { [BTC]: ranges } }, section("market", { maxMovePct: 5 }));
const range = (at: number, low: string, high: string, close: string): Range => ({ at, low, high, close });
const buying = (limitPrice: string): Case =>
  of({ type: "limit", limitPrice, timeInForce: "gtc" }, fresh, section("orders", { maxPassiveBps: 150 }));
const saw = (price: string): Case => of({ reference: { price, candleTs: T0 } });
/** Trend holds BTC with a target at 110. */
const targeted = given(submit(entry(1, { targetPrice: "110" })), filled(entryId(1), "2"));
const resting = Object.values(targeted.state.orders)[0]?.spec.clientOrderId ?? "";
const waiting = targeted.and(accepted(resting));

const twin = {
  ...after(given(submit(entry(1))), { ruleId: "other" }),
  safety: section("orders", { lookAlikeMs: 10_000 }),
};

/** The checks of price, book and the way the market goes. */
export const MARKET_ROWS: Readonly<Record<string, Row>> = {
  PRICE_GAP: { passes: plain, fails: saw("101.01"), boundary: saw("101"), missing: unpriced },
  MARKET_MOVE: {
    passes: plain,
    fails: ranged(range(now - CANDLE_MS, "90", "110", "100"), range(now, "100", "105.01", "102")),
    boundary: ranged(range(now - CANDLE_MS, "90", "110", "100"), range(now, "100", "105", "102")),
    missing: unpriced,
  },
  MARKET_ORDER_NOT_ALLOWED: {
    passes: plain,
    fails: of({}, fresh, section("orders", { marketSymbols: ["ETH/USD"] })),
    boundary: of({ type: "limit", limitPrice: "100" }, fresh, section("orders", { marketSymbols: [] })),
    missing: null,
  },
  ORDER_EXPIRY: {
    passes: plain,
    fails: of({ expiresAt: now + 2 * CANDLE_MS + 1 }),
    boundary: of({ expiresAt: now + 2 * CANDLE_MS }),
    missing: null,
  },
  BASE_SIZE_ABOVE_MAX: {
    passes: of({ quantity: "0.5" }),
    fails: of({ quantity: "0.50000001" }, fresh, section("orders", { maxQuantity: { BTC: 0.5, other: 1 } })),
    boundary: of({ quantity: "1" }, fresh, section("orders", { maxQuantity: { other: 1 } })),
    missing: unlisted,
  },
  NOTIONAL_TOO_SMALL: {
    passes: plain,
    fails: of({ quantity: "0.04999999" }),
    boundary: of({ quantity: "0.05" }),
    missing: unpriced,
  },
  PASSIVE_DISTANCE: {
    passes: plain,
    fails: buying("98.49"),
    boundary: buying("98.5"),
    missing: unpriced,
  },
  SPREAD_TOO_WIDE: {
    passes: plain,
    fails: of({}, booked([["100.61", "9"]])),
    // 0.6 between 99.7 and 100.3 is 60 bps of the middle.
    boundary: of({}, booked([["100.3", "9"]], [["99.7", "9"]])),
    missing: of({}, real),
  },
  IMPACT_TOO_HIGH: {
    passes: plain,
    fails: of(
      {},
      booked([
        ["100", "1"],
        ["100.9", "1"],
      ]),
    ),
    // Half of it 0.8 above the first price: 0.4 on the average.
    boundary: of(
      {},
      booked([
        ["100", "1"],
        ["100.8", "1"],
      ]),
    ),
    missing: of({}, real),
  },
  SELF_CROSS: {
    passes: plain,
    fails: after(waiting, { ruleId: "other", type: "limit", limitPrice: "110" }),
    boundary: after(waiting, { ruleId: "other", type: "limit", limitPrice: "109.99" }),
    missing: unpriced,
  },
  LOOK_ALIKE: {
    passes: plain,
    fails: twin,
    boundary: { ...twin, laterMs: 10_000 },
    missing: null,
  },
};
