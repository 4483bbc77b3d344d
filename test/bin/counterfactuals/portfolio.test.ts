import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import test from "ava";
import { portfolioLines, portfolioOf } from "../../../bin/counterfactuals/portfolio.ts";
import type { AccountRecord } from "../../../bin/counterfactuals/record.ts";
import { readCandles } from "../../../src/store/market/csv.ts";
import { entry } from "../../gate/facts.ts";
import { ruleWith } from "../../agent/strategy/rule.ts";

const PATH = resolve("test/fixtures/BTCUSD-5m.csv");
const sha256 = createHash("sha256").update(readFileSync(PATH)).digest("hex");
const CANDLES = readCandles(PATH).slice(0, 300);
const { document } = ruleWith({
  id: "eager",
  status: "active",
  symbols: ["BTC/USD"],
  entry: "close > 0",
  exit: { stop: "0.01 * close", timeBars: 3 },
});
const noPlace = { archive: "/nowhere" };

/** An account in which every entry was denied, by these checks together. */
const denied = (...by: readonly string[]): AccountRecord => ({
  resolved: [],
  denied: CANDLES.map(({ ts }, i) => ({
    intent: entry(i, { ruleId: "eager", symbol: "BTC/USD", reference: { price: "1", candleTs: ts } }),
    by,
  })),
  opened: {
    at: CANDLES[0]!.ts,
    binding: {
      mode: "paper",
      venue: "paper",
      market: { kind: "replay", files: [{ symbol: "BTC/USD", path: PATH, sha256 }] },
      symbols: ["BTC/USD"],
      timeframe: "5m",
      currency: "USD",
    },
    startingCash: "10000",
    costs: { takerFeeBps: 60, makerFeeBps: 40, spreadBps: 2, slippageBps: 3 },
  },
  rules: { eager: document },
  lastCandleTs: CANDLES.at(-1)!.ts,
});

test("a check that alone stood against everything is worth the whole account without it, with its sign", (t) => {
  const { values } = portfolioOf(denied("SPREAD_TOO_WIDE"), noPlace);
  t.is(values.length, 1);
  t.true(values[0]!.aloneR > 5, "an eager rule only pays fees: to deny it saves");
  t.is(values[0]?.shareR, values[0]?.aloneR);
  t.is(values[0]?.blocked, 300);
  t.regex(
    portfolioLines({ values, reason: null })[0] ?? "",
    /^SPREAD_TOO_WIDE in the whole account.*: saved \d+\.\d R alone/,
  );
});

test("of two that stood together neither is worth anything alone, and they share what both are worth", (t) => {
  const [whole] = portfolioOf(denied("SPREAD_TOO_WIDE"), noPlace).values;
  const { values } = portfolioOf(denied("SPREAD_TOO_WIDE", "PRICE_GAP"), noPlace);
  t.deepEqual(
    values.map(({ aloneR }) => Math.abs(aloneR)),
    [0, 0],
  );
  for (const { shareR } of values) t.true(Math.abs(shareR - whole!.aloneR / 2) < 1e-9);
});

test("checks against ruin are not switched off, also not here; and where candles are missing it says so", (t) => {
  t.deepEqual(portfolioOf(denied("DRAWDOWN"), noPlace), {
    values: [],
    reason: "no check that may be given up has blocked an entry",
  });
  const record = denied("SPREAD_TOO_WIDE");
  const binding = { ...record.opened!.binding, market: { kind: "coinbase" } } as const;
  const { reason } = portfolioOf({ ...record, opened: { ...record.opened!, binding } }, noPlace);
  t.regex(reason ?? "", /candles are not here/);
  t.regex(portfolioLines({ values: [], reason: reason! })[0] ?? "", /insufficient data/);
});

test("few blocked entries are told with their number, and not more is made of them", (t) => {
  const record = denied("SPREAD_TOO_WIDE");
  const [value, ...others] = portfolioOf({ ...record, denied: record.denied.slice(0, 5) }, noPlace).values;
  t.deepEqual(others, []);
  t.regex(portfolioLines({ values: [value!], reason: null })[0] ?? "", /insufficient data: 5 of 20 entries$/);
});
