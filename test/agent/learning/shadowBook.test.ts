import test from "ava";
import { type Heard, ShadowBook } from "../../../src/agent/learning/shadowBook.ts";
import type { RuleWish } from "../../../src/loops/counterfactual/shadow.ts";
import { counterfactualResolved } from "../../../src/store/events/counterfactualResolved.ts";
import type { Candle } from "../../../src/store/market/candle.ts";
import type { Intent } from "../../../src/store/words/intent.ts";
import { entry, T0 } from "../../gate/facts.ts";

const MS = 60_000;
const FREE = { takerFeeBps: 0, makerFeeBps: 0, spreadBps: 0, slippageBps: 0 };
const book = (wish: RuleWish = {}) => new ShadowBook<string>({ candleMs: MS, costs: () => FREE, wishOf: () => wish });
const candle = (n: number, open: number, high: number, low: number, close: number): Candle => ({
  ts: T0 + n * MS,
  open,
  high,
  low,
  close,
  volume: 1,
});
const wished = (number: number): Intent => ({
  ...entry(number),
  side: "buy",
  type: "market",
  stopPrice: "90",
  reference: { price: "100", candleTs: T0 },
});
const blocked = (intent: Intent): Heard => ({
  type: "entry.blocked",
  data: { intent, by: ["SPREAD_TOO_WIDE"], signalId: null },
});

test("a blocked entry is followed from the next candle to the end that it would have had", (t) => {
  const shadows = book();
  shadows.hear(blocked(wished(1)), "cause");
  t.deepEqual(shadows.step("BTC/USD", candle(0, 50, 60, 40, 50)), [], "the candle it was born on is over");
  t.deepEqual(shadows.step("ETH/USD", candle(1, 50, 60, 40, 50)), [], "another market is none of its business");
  t.deepEqual(shadows.step("BTC/USD", candle(1, 100, 104, 98, 102)), []);
  const [ended, ...others] = shadows.step("BTC/USD", candle(2, 101, 102, 85, 88));
  t.is(others.length, 0);
  const [resolution, cause] = ended!;
  t.is(cause, "cause");
  t.like(resolution, { by: ["SPREAD_TOO_WIDE"], kind: "denied", outcome: "closed", exitReason: "stop", r: -1 });
  t.is(
    resolution.sentence,
    `${wished(1).ruleId} on BTC/USD, stopped by SPREAD_TOO_WIDE: would have lost -1 R in 1 min, out by stop (best +0.4 R, worst -1.5 R)`,
  );
  t.true(counterfactualResolved.safeParse(resolution).success);
  t.is(shadows.size, 0);
});

test("a signal that was skipped is followed like one that was denied", (t) => {
  const shadows = book({ leave: true });
  const { ruleId, ruleVersion, symbol, thesis } = entry(1);
  const { intentId: signalId } = entry(2);
  const signal = {
    signalId,
    ruleId,
    ruleVersion,
    symbol,
    side: "long",
    candleTs: T0,
    price: 100,
    stopPrice: 95,
  } as const;
  shadows.hear({ type: "signal.generated", data: { ...signal, targetPrice: 120, thesis } }, "signal");
  t.is(shadows.size, 0, "a signal alone is blocked by nothing");
  shadows.hear({ type: "signal.skipped", data: { signalId, reason: "too small" } }, "skip");
  shadows.step(symbol, candle(1, 100, 101, 99, 100));
  const [ended] = shadows.step(symbol, candle(2, 102, 103, 101, 102));
  t.like(ended![0], { kind: "skipped", by: ["skipped: too small"], exitReason: "when", r: 0.4 });
});

test("when a rule last left in shadow is known of what its pause alone kept from happening, and of what was filled", (t) => {
  const shadows = book();
  const { ruleId, symbol } = wished(1);
  const end = (by: string, exitAt: number | null): Heard => ({
    type: "counterfactual.resolved",
    data: {
      intentId: wished(1).intentId,
      ruleId,
      symbol,
      day: "2026-01-01",
      by: [by],
      kind: "skipped",
      share: 1,
      outcome: exitAt === null ? "unfilled" : "closed",
      r: exitAt === null ? null : 1,
      entryAt: exitAt,
      exitAt,
      exitReason: exitAt === null ? null : "stop",
      mfeR: 0,
      maeR: 0,
    },
  });
  shadows.hear(end("SPREAD_TOO_WIDE", T0 + MS), "denied while it was active");
  t.is(shadows.lastExit(ruleId, symbol), null);
  shadows.hear(end("skipped: the rule is paused", T0 + 2 * MS), "in pause");
  shadows.hear(end("skipped: the rule is paused", null), "never filled");
  t.is(shadows.lastExit(ruleId, symbol), T0 + 2 * MS);
  t.is(shadows.lastExit(ruleId, "ETH/USD"), null);
  t.is(shadows.lastExit("other", symbol), null);
});

test("a new process follows what the record says is still open, and nothing twice", (t) => {
  const [first, second] = [wished(1), wished(2)];
  const before = book();
  for (const intent of [first, second]) before.hear(blocked(intent), "cause");
  before.step("BTC/USD", candle(1, 100, 104, 98, 102));
  const ended = before.step("BTC/USD", candle(2, 101, 102, 85, 88));
  t.is(ended.length, 2);
  const after = book();
  for (const intent of [first, second]) after.hear(blocked(intent), "cause");
  after.hear({ type: "counterfactual.resolved", data: ended[0]![0] }, "told");
  after.step("BTC/USD", candle(1, 100, 104, 98, 102));
  t.deepEqual(after.step("BTC/USD", candle(2, 101, 102, 85, 88)), [ended[1]!]);
});

test("an entry whose next candle nobody saw is not guessed at", (t) => {
  const shadows = book();
  shadows.hear(blocked(wished(1)), "cause");
  const [ended] = shadows.step("BTC/USD", candle(5, 100, 104, 80, 102));
  t.like(ended![0], { outcome: "censored", r: null, entryAt: null });
  t.regex(ended![0].sentence ?? "", /what would have come of it was not seen$/);
});

test("no more are followed than the limit says: the oldest gives way", (t) => {
  const shadows = book();
  for (let number = 1; number <= 1_010; number++) shadows.hear(blocked(wished(number)), "cause");
  t.is(shadows.size, 1_000);
  shadows.step("BTC/USD", candle(1, 100, 104, 98, 102));
  const ended = new Set(shadows.step("BTC/USD", candle(2, 101, 102, 85, 88)).map(([{ intentId }]) => intentId));
  t.false(ended.has(wished(1).intentId));
  t.true(ended.has(wished(1_010).intentId));
});
