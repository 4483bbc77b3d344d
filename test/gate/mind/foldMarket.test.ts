import test from "ava";
import { equityAt } from "../../../src/gate/ledger/equity.ts";
import { statusOf } from "../../../src/gate/report/status.ts";
import { BTC, CANDLE_MS, ETH, submit, shipped, entry, filled, accepted, T0, tick } from "../facts.ts";
import { entryId, given } from "../given.ts";

const CLOSE = T0 + CANDLE_MS;
const quote = (at: number, price: string, symbol: string = BTC) =>
  ({ type: "market.quote", at, marks: { [symbol]: { price, at } } }) as const;
const live = {
  gate: { pid: 1, since: "", protocol: 1, journalId: "", home: "" },
  agent: { connected: false, heartbeatAgeMs: null, deadMan: "off", deadManNext: null },
  speed: null,
  limits: shipped.limits,
} as const;

test("a quote renews the mark and moves neither the market's clock nor the number of its next tick", (t) => {
  const before = given().state;
  const { state } = given().when(quote(CLOSE + 30_000, "103"));
  t.deepEqual(state.marks[BTC], { price: "103", at: CLOSE + 30_000 });
  t.deepEqual([state.nextTick, state.at, state.equity], [before.nextTick, before.at, before.equity]);
});

test("a mark never gives way to an older price, be it of a quote or of a candle booked late", (t) => {
  const later = given(quote(CLOSE + 400_000, "103"));
  t.is(later.when(quote(CLOSE + 399_999, "90")).state.marks[BTC]?.price, "103");
  const { state } = later.when(tick(1, { [BTC]: 90 }));
  t.is(state.marks[BTC]?.price, "103");
  t.is(state.at, CLOSE + CANDLE_MS);
});

test("equity is booked at the marks that stand after the tick", (t) => {
  const held = given(submit(entry(1)), accepted(entryId(1)), filled(entryId(1), "2"), quote(CLOSE + 400_000, "103"));
  const { state } = held.when(tick(1, { [BTC]: 98 }));
  t.is(state.equity, equityAt(state));
});

test("a candle of one symbol that comes late sets no clock back, and each symbol's end is its own", (t) => {
  const { state } = given(tick(1), tick(2)).when({ ...tick(1, { [ETH]: 50 }), n: 3 });
  t.is(state.at, T0 + 3 * CANDLE_MS);
  t.deepEqual(state.candleEnds, { [BTC]: T0 + 3 * CANDLE_MS, [ETH]: T0 + 2 * CANDLE_MS });
});

test("the status tells the age of the newest price, not of the last candle", (t) => {
  const { state } = given().when(quote(CLOSE + 100_000, "103"));
  const { data } = statusOf(state, { ...live, now: CLOSE + 120_000 });
  t.deepEqual(data, { ageMs: 20_000, stale: false, n: 1, at: CLOSE });
  t.true(statusOf(state, { ...live, now: CLOSE + 190_001 }).data.stale);
});
