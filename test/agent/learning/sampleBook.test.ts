import test from "ava";
import { SampleBook } from "../../../src/agent/learning/sampleBook.ts";
import { idOfName } from "../../../src/store/ids.ts";
import { seededRandom } from "../../../src/store/random.ts";
import { ruleWith } from "../strategy/rule.ts";

const { document } = ruleWith({ id: "trend", version: 3 });
const AT = Date.UTC(2026, 0, 1);

const only = (): readonly number[] => [];

/** A blocked entry that saw that, and what would have come of it. */
function block(book: SampleBook, n: number, evidence: readonly string[], r: number | null, outcome = "closed"): void {
  const signalId = idOfName(`signal ${n}`);
  const thesis = { claim: "c", evidence, invalidation: "i", horizonBars: null, expectedR: null };
  const signal = { signalId, ruleId: "trend", ruleVersion: 3, symbol: "BTC/USD", side: "long", candleTs: AT, thesis };
  book.ofAgent({ type: "signal.generated", data: signal });
  book.ofAgent({ type: "counterfactual.resolved", data: { intentId: signalId, by: ["SPREAD_TOO_WIDE"], outcome, r } });
}

/** The gate's word on an entry that was made and has closed. */
function make(book: SampleBook, n: number, evidence: readonly string[], r: number): void {
  const intentId = idOfName(`intent ${n}`);
  const thesis = { claim: "c", evidence, invalidation: "i", horizonBars: null, expectedR: null };
  const order = { side: "buy", quantity: "1", type: "market", timeInForce: "ioc", stopPrice: "90" };
  const reference = { price: "100", candleTs: AT };
  const intent = { intentId, ruleId: "trend", ruleVersion: 3, symbol: "BTC/USD", purpose: "entry", ...order };
  const origin = { protocol: 1, order: "rising" };
  book.ofGate({ type: "intent.received", data: { intent: { ...intent, thesis, reference, createdAt: AT }, origin } });
  const prices = { entryAt: AT, entryPrice: "100", exitAt: AT, exitPrice: "101", plannedPrice: "100" };
  const came = { fees: "0", realizedPnl: "1", r, mfeR: 1, maeR: 0, exitReason: "stop" };
  const trade = { positionId: intentId, ruleId: "trend", ruleVersion: 3, symbol: "BTC/USD", side: "long" };
  book.ofGate({ type: "position.closed", data: { ...trade, quantity: "1", ...prices, ...came } });
}

test("what entries saw, made and blocked, says where a filter belongs; prices, which mean nothing later, say nothing", (t) => {
  const book = new SampleBook();
  const random = seededRandom("samples");
  for (let n = 0; n < 60; n++) {
    const rsi = Number((random() * 100).toFixed(2));
    const lines = [`rsi(close, 14) = ${rsi}`, `close = ${100 + rsi}`, "regime = rising, quiet", "added to what gains"];
    if (n % 2 === 0) block(book, n, lines, rsi < 60 ? 0.5 : -1);
    else make(book, n, lines, rsi < 60 ? 0.5 : -1);
  }
  const [hint, ...others] = book.hintsOf([document], only);
  t.like(hint, { ruleId: "trend", feature: "rsi(close, 14)", keep: "below" });
  t.true(Math.abs((hint?.value ?? 0) - 60) < 4, `${hint?.value}`);
  t.deepEqual(others, []);
  const next = { ...document, version: 4 };
  t.deepEqual(book.hintsOf([next], only), [], "another version saw none of it");
  t.deepEqual(
    book.hintsOf([next], () => [4, 3]),
    [hint],
    "unless it does the same",
  );
  t.deepEqual(new SampleBook(structuredClone(book.save())).hintsOf([document], only), [hint]);
});

test("an entry that did not come to its end by itself, or too few of them, suggest nothing", (t) => {
  const book = new SampleBook();
  for (let n = 0; n < 100; n++) block(book, n, [`rsi(close, 14) = ${n}`], n < 50 ? 1 : -1, "censored");
  t.deepEqual(book.hintsOf([document], only), []);
  for (let n = 100; n < 139; n++) block(book, n, [`rsi(close, 14) = ${n - 100}`], n < 120 ? 1 : -1);
  t.deepEqual(book.hintsOf([document], only), []);
  block(book, 139, ["rsi(close, 14) = 39"], -1);
  t.is(book.hintsOf([document], only).length, 1);
});

test("what a condition of the rule kept out says nothing of what the rule wishes", (t) => {
  const book = new SampleBook();
  for (let n = 0; n < 60; n++) {
    const signalId = idOfName(`signal ${n}`);
    const thesis = {
      claim: "c",
      evidence: [`rsi(close, 14) = ${n}`],
      invalidation: "i",
      horizonBars: null,
      expectedR: null,
    };
    const signal = { signalId, ruleId: "trend", ruleVersion: 3, symbol: "BTC/USD", side: "long", candleTs: AT, thesis };
    book.ofAgent({ type: "signal.generated", data: signal });
    const by = ["skipped: its condition volume > 7"];
    book.ofAgent({
      type: "counterfactual.resolved",
      data: { intentId: signalId, by, outcome: "closed", r: n < 30 ? 1 : -1 },
    });
  }
  t.deepEqual(book.hintsOf([document], only), []);
});
