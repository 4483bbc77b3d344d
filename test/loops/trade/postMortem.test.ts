import test from "ava";
import { postMortem } from "../../../src/loops/trade/postMortem.ts";
import type { Trade } from "../../../src/store/words/trade.ts";

const trade = (changes: Partial<Trade> = {}): Trade => ({
  positionId: "01900000-0000-7000-8000-000000000001",
  ruleId: "ema-trend",
  ruleVersion: 1,
  symbol: "BTC/USD",
  side: "long",
  quantity: "1",
  entryAt: 0,
  entryPrice: "100.02",
  exitAt: 35 * 60_000,
  exitPrice: "98.99",
  fees: "0.1",
  realizedPnl: "-1.13",
  r: -1.12,
  mfeR: 0.4,
  maeR: -1.1,
  plannedPrice: "100",
  exitReason: "stop",
  ...changes,
});

test("a loss that was never a full R in gain says that the claim did not hold", (t) => {
  const lesson = postMortem(trade());
  t.like(lesson, { r: -1.12, slippageBps: 2, captured: -2.8, claimHeld: false });
  t.is(
    lesson.sentence,
    "ema-trend on BTC/USD: -1.12 R (-1.13) in 35 min, out by stop; filled 2 bps worse than planned; " +
      "fees 0.1 (0.1 R); the claim did not hold (best +0.4 R, worst -1.1 R)",
  );
});

test("a loss after a full R of gain is the exit's fault, not the claim's", (t) => {
  const { claimHeld, sentence } = postMortem(trade({ mfeR: 1.3 }));
  t.true(claimHeld);
  t.regex(sentence, /the claim held, the exit gave it back/);
});

test("a gain that fees turned into a loss is the fees' fault: the claim held", (t) => {
  const { claimHeld, sentence, r } = postMortem(trade({ mfeR: 0.9, realizedPnl: "-1.2", r: -0.6, fees: "1.9" }));
  t.true(claimHeld);
  t.is(r, -0.6, "the account lost all the same");
  t.regex(sentence, /fees 1\.9 \(0\.95 R\); the claim held, fees took the gain/);
});

test("a gain tells how much of the move was kept", (t) => {
  const lesson = postMortem(trade({ r: 1.5, mfeR: 2, realizedPnl: "1.5" }));
  t.is(lesson.captured, 0.75);
  t.regex(lesson.sentence, /75 % of the move kept/);
});

test("slippage is against the trade whichever side it is on", (t) => {
  t.is(postMortem(trade({ side: "short", entryPrice: "99.9" })).slippageBps, 10);
  t.is(postMortem(trade({ entryPrice: "99.9" })).slippageBps, -10);
  t.regex(postMortem(trade({ entryPrice: "100" })).sentence, /filled as planned/);
});

test("without an initial risk there is no R, and still a lesson", (t) => {
  const lesson = postMortem(trade({ r: null, mfeR: null, maeR: null }));
  t.like(lesson, { r: null, captured: null, claimHeld: false });
  t.regex(lesson.sentence, /: -1\.13 in 35 min/);
});

test("a sentence fits into its event however long the reason is", (t) => {
  t.true(postMortem(trade({ exitReason: "x".repeat(200), ruleId: "r".repeat(40) })).sentence.length <= 500);
});
