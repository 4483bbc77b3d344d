import { PROTOCOL_VERSION } from "../../../src/gate/contract/frame.ts";
import { bodyHash } from "../../../src/gate/decide/bodyHash.ts";
import type { GateState } from "../../../src/gate/mind/state.ts";
import type { FrameOrigin } from "../../../src/store/events/intentReceived.ts";
import type { InstrumentFacts } from "../../../src/store/market/instruments.ts";
import type { RuleDocument } from "../../../src/store/rules/document.ts";
import { BTC, CANDLE_MS, entry, filled, listed, rejected, rule, submit, T0 } from "../facts.ts";
import { entryId, given } from "../given.ts";
import { after, type Case, fresh, leaving, of, plain, type Row, section, unlisted } from "./situations.ts";

const frame = (order: FrameOrigin["order"], protocol = PROTOCOL_VERSION): Case => ({
  ...plain,
  asked: { origin: { protocol, order } },
});
const underId = (seen: Case["intent"]): Case => ({ ...plain, asked: { seen: { bodyHash: bodyHash(seen) } } });
const sized = (size: RuleDocument["size"], status: RuleDocument["status"] = "active"): GateState =>
  given({ event: "rule.accepted", data: { document: rule("trend", { version: 1, size, status }), by: "gate" } }).state;
const onProbation = (size: RuleDocument["size"]): GateState => sized(size, "probation");
const product = (change: Partial<InstrumentFacts>): GateState => ({
  ...fresh,
  instruments: Object.fromEntries(
    listed.map((each) => [each.symbol, each.symbol === BTC ? { ...each, ...change } : each]),
  ),
});
const armedTo = (level: GateState["arming"]["level"]): GateState => ({
  ...fresh,
  binding: fresh.binding === null ? null : { ...fresh.binding, mode: "live" },
  arming: { level, acceptsGateOnly: false },
});
const now = T0 + CANDLE_MS;
const DAY = 86_400_000;
const failing = given(submit(entry(1)), rejected(entryId(1)));
const losing = (lossStreak: number, lastLossAt: number): Case => {
  const { trend } = fresh.rules;
  if (trend === undefined) throw new RangeError("no rule");
  return of(
    {},
    { ...fresh, rules: { ...fresh.rules, trend: { ...trend, stats: { ...trend.stats, lossStreak, lastLossAt } } } },
  );
};
const hours = (...closed: string[]): Case => of({}, fresh, section("hours", { closed }));
const twice = given(submit(entry(1)), filled(entryId(1), "2")).and(submit(entry(2, { ruleId: "other" })));

/** The checks of who asks, how, when and by which rule. */
export const IDENTITY_ROWS: Readonly<Record<string, Row>> = {
  NOT_ARMED: {
    passes: of({}, armedTo("small")),
    fails: of({}, armedTo("shadow")),
    boundary: null,
    missing: null,
  },
  NOT_RECONCILED: {
    passes: plain,
    fails: of({}, { ...fresh, reconciled: false }),
    boundary: null,
    missing: null,
  },
  VENUE_ERROR_RATE: {
    passes: plain,
    fails: of({}, { ...failing.state, venueErrors: Array.from({ length: 11 }, () => now) }),
    boundary: of({}, { ...failing.state, venueErrors: Array.from({ length: 10 }, () => now) }),
    missing: null,
  },
  RESTRICTED_HOURS: {
    passes: plain,
    // A Monday, 00:05.
    fails: hours("sun 23:50-00:06"),
    boundary: hours("23:50-00:05", "mon 00:06-24:00", "tue 00:00-24:00"),
    missing: null,
  },
  PROTOCOL_MISMATCH: {
    passes: frame("rising"),
    fails: frame("rising", PROTOCOL_VERSION + 1),
    boundary: null,
    missing: null,
  },
  FRAME_SEQUENCE: { passes: frame("rising"), fails: frame("repeated"), boundary: null, missing: frame("unnumbered") },
  INTENT_ID_REUSED: {
    passes: plain,
    fails: underId(entry(1, { quantity: "1" })),
    boundary: underId(entry(1)),
    missing: null,
  },
  RULE_SIDE_MISMATCH: {
    passes: plain,
    fails: of({ side: "sell" }),
    boundary: null,
    missing: of({ ruleId: "nobody" }),
  },
  RULE_SIZE_EXCEEDED: {
    passes: plain,
    // Half a percent of 5000 over a stop 5 away is 5.
    fails: of({ quantity: "5.00000001" }, sized({ riskPct: 0.5 })),
    boundary: of({ quantity: "5" }, sized({ riskPct: 0.5 })),
    missing: of({ stopPrice: undefined }, sized({ riskPct: 0.5 })),
  },
  PROBATION_SIZE_EXCEEDED: {
    passes: plain,
    // A quarter of that half percent.
    fails: of({ quantity: "1.25000001" }, onProbation({ riskPct: 0.5 })),
    boundary: of({ quantity: "1.25" }, onProbation({ riskPct: 0.5 })),
    missing: of({ stopPrice: undefined }, onProbation({ riskPct: 0.5 })),
  },
  RULE_ENTRY_RATE: {
    passes: plain,
    fails: { ...after(given(submit(entry(1)))), safety: section("orders", { maxEntriesPerRulePerHour: 1 }) },
    boundary: { ...after(given(submit(entry(1)))), safety: section("orders", { maxEntriesPerRulePerHour: 2 }) },
    missing: null,
  },
  SYMBOL_ENTRY_RATE: {
    passes: plain,
    fails: { ...after(twice), safety: section("orders", { maxEntriesPerSymbolPerHour: 2 }) },
    boundary: { ...after(twice), safety: section("orders", { maxEntriesPerSymbolPerHour: 3 }) },
    missing: null,
  },
  LOSS_STREAK: {
    passes: plain,
    fails: losing(5, now - 240 * 60_000 + 1),
    boundary: losing(5, now - 240 * 60_000),
    missing: of({ ruleId: "nobody" }),
  },
  PRODUCT_NOT_TRADABLE: {
    passes: leaving(),
    fails: of({}, product({ status: "limit_only" })),
    boundary: of({ type: "limit", limitPrice: "100", timeInForce: "gtc" }, product({ status: "post_only" })),
    missing: unlisted,
  },
  METADATA_STALE: {
    passes: plain,
    fails: of({}, product({ asOf: now - DAY - 1 })),
    boundary: of({}, product({ asOf: now - DAY })),
    missing: unlisted,
  },
  APPROVAL_REQUIRED: {
    passes: plain,
    fails: of({ quantity: "5.00000001" }, fresh, section("approval", { aboveNotionalPct: 10 })),
    boundary: of({ quantity: "5" }, fresh, section("approval", { aboveNotionalPct: 10 })),
    missing: of({ symbol: "ETH/USD" }, fresh, section("approval", { aboveNotionalPct: 10 })),
  },
};
