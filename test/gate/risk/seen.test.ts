import test from "ava";
import { riskOf } from "../../../src/gate/report/risk.ts";
import { risk } from "../../../src/gate/contract/risk.ts";
import { seenGross, seenNet } from "../../../src/gate/risk/seen.ts";
import type { SeenPosition } from "../../../src/store/events/exposureSeen.ts";
import { DAY_MS } from "../../../src/store/time.ts";
import { CANDLE_MS, entry, filled, shipped, submit, T0 } from "../facts.ts";
import { entryId, given } from "../given.ts";

const now = T0 + CANDLE_MS;
const MAX_AGE_MS = shipped.limits.staleness.maxQuoteAgeMs;
const PERPETUAL: SeenPosition = {
  name: "BTC-PERPETUAL",
  currency: "USD",
  quantity: "-1.5",
  price: "100",
  derivative: { kind: "perpetual", contractSize: "1" },
};
const PUT: SeenPosition = {
  name: "BTC-27MAR26-90-P",
  currency: "USD",
  quantity: "-2",
  price: "100",
  derivative: {
    kind: "option",
    underlying: "BTC/USD",
    right: "put",
    strike: "90",
    expiry: T0 + 60 * DAY_MS,
    contractSize: "1",
    model: "black_76",
  },
  volatility: 0.6,
  greeks: { delta: -0.3, gamma: 0.01, vega: 0.2, theta: -0.05, rho: -0.1 },
};
const watched = { type: "exposure.watch", sources: ["deribit"] } as const;
const see = (positions: readonly SeenPosition[], at = now) =>
  ({ type: "exposure.see", source: "deribit", at, positions }) as const;
/** 200 of BTC are held. */
const held = given(submit(entry(1)), filled(entryId(1), "2"));

test("what is held elsewhere counts in every figure, beside what is held here", (t) => {
  const { state } = held.and(watched, see([PERPETUAL, PUT]));
  const found = riskOf(state, shipped.limits, now);
  t.is(found.why, null);
  const of = (name: string) => Number(found.figures.find((figure) => figure.name === name)?.value);
  t.is(of("delta"), 200 - 150 + 60);
  t.is(of("gamma"), (-2 * 0.01 * 100 * 100) / 100);
  t.is(of("vega"), -0.4);
  t.is(of("theta"), 0.1);
  t.is(of("rho"), 0.2);
  const alone = riskOf(held.and(watched, see([])).state, shipped.limits, now);
  t.notDeepEqual(found.stress, alone.stress);
  t.like(found.venues[0], { source: "deribit", ageMs: 0, isUnknown: false });
  t.deepEqual(found.venues[0]?.positions[0], {
    name: "BTC-PERPETUAL",
    quantity: "-1.5",
    price: "100",
    currency: "USD",
  });
  t.deepEqual(risk.parse(found), found);
});

test("gross counts all that it stands for, net counts a put that was sold as long", (t) => {
  const { state } = held.and(watched, see([PERPETUAL, PUT]));
  t.is(seenGross(state, { now, maxAgeMs: MAX_AGE_MS }), "350");
  t.is(seenNet(state, { now, maxAgeMs: MAX_AGE_MS }), "50");
  t.is(seenGross(held.state, { now, maxAgeMs: MAX_AGE_MS }), "0", "and nothing where nothing is watched");
});

const UNKNOWN: readonly (readonly [law: string, past: readonly ReturnType<typeof see>[], why: RegExp])[] = [
  ["was not seen yet", [], /deribit holds was not seen yet/],
  ["was seen too long ago", [see([PERPETUAL], now - MAX_AGE_MS - 1)], /last seen 90 s ago/],
  ["was seen by a clock that was set back", [see([PERPETUAL], now + MAX_AGE_MS + 1_000)], /last seen/],
  ["is valued in another currency", [see([{ ...PERPETUAL, currency: "EUR" }])], /valued in EUR/],
];
for (const [law, past, why] of UNKNOWN) {
  test(`an entry is denied while what a watched venue holds ${law}`, (t) => {
    const before = given(watched, ...past);
    const found = riskOf(before.state, shipped.limits, now);
    t.regex(found.why ?? "", why);
    const denied = before.when(submit(entry(1))).one("intent.denied").denials;
    for (const code of ["DELTA_LIMIT", "VALUE_AT_RISK", "STRESS_LOSS", "GROSS_EXPOSURE", "NET_EXPOSURE", "LEVERAGE"]) {
      t.true(denied.includes(code), code);
    }
  });
}

test("dollars and the coins that stand for one are counted alike", (t) => {
  const { state } = held.and(watched, see([{ ...PERPETUAL, currency: "USDC" }]));
  t.is(riskOf(state, shipped.limits, now).why, null);
});

test("as old as a quote may be it still counts", (t) => {
  const { state } = held.and(watched, see([PERPETUAL]));
  t.is(riskOf(state, shipped.limits, now + MAX_AGE_MS).why, null);
});
