import test from "ava";
import { openJournalToRead } from "../../../src/store/journal/journal.ts";
import { acked, eager, HISTORY, live, rulebook, stage, ticks } from "./stage.ts";

const [first, second, third] = ticks(3);

test("an intent is durable before it leaves", async (t) => {
  const seen: boolean[] = [];
  const on = await stage(t, {
    script: {
      "intent.submit": ({ intent }) => {
        const { intentId } = intent as { intentId: string };
        seen.push(on.journal.find(intentId)?.type === "intent.created");
        return { intentId, decision: "approved", checks: [], clientOrderId: intentId };
      },
    },
  });
  await live(on);
  on.gate.tick(HISTORY, first!);
  await acked(on, HISTORY);
  t.deepEqual(seen, [true]);
  t.is(on.told("verdict.received").length, 1);
});

test("an entry carries a stop on the price grid, its thesis, and the candle it was born of", async (t) => {
  const on = await stage(t, { script: { "rules.get": rulebook(eager({ exit: { target: "2R" } })) } });
  await live(on);
  on.gate.tick(HISTORY, first!);
  await acked(on, HISTORY);
  const [params] = on.gate.sent("intent.submit");
  const intent = params?.["intent"] as Record<string, unknown>;
  const close = first!.candles.get("BTC/USD")!.close;
  t.like(intent, { type: "market", timeInForce: "ioc", purpose: "entry", side: "buy", symbol: "BTC/USD" });
  t.deepEqual(intent["reference"], { price: String(close), candleTs: first!.candleTs });
  t.regex(String(intent["stopPrice"]), /^\d+(\.\d{1,2})?$/);
  t.true(Math.abs(Number(intent["stopPrice"]) / close - 0.99) < 1e-5);
  t.true(Math.abs(Number(intent["targetPrice"]) / close - 1.02) < 1e-5);
  const risk = Number(intent["quantity"]) * (close - Number(intent["stopPrice"]));
  t.true(risk <= 50 && Number(intent["quantity"]) * close <= 4_500);
});

test("a denied entry is kept whole under the codes that denied it, and the loop goes on", async (t) => {
  const check = { code: "TRADING_HALTED", passed: false, observed: "halted", limit: null, unit: "", source: "holds" };
  const on = await stage(t, {
    script: {
      "intent.submit": ({ intent }) => ({
        intentId: (intent as { intentId: string }).intentId,
        decision: "denied",
        checks: [{ ...check, code: "PASSED", passed: true }, check],
      }),
    },
  });
  await live(on);
  on.gate.tick(HISTORY, first!);
  await acked(on, HISTORY);
  const [blocked] = on.told("entry.blocked");
  t.deepEqual(blocked?.by, ["TRADING_HALTED"]);
  t.is(blocked?.intent.intentId, on.told("intent.created")[0]?.intent.intentId);
  t.deepEqual(on.told("candle.processed"), [{ n: HISTORY, candleTs: first!.candleTs, signals: 1, intents: 1 }]);
});

test("a signal too small to be an order is skipped with the reason", async (t) => {
  const on = await stage(t, { script: { "rules.get": rulebook(eager({ size: { fixed: 1e-9 } })) } });
  await live(on);
  on.gate.tick(HISTORY, first!);
  await acked(on, HISTORY);
  t.regex(on.told("signal.skipped")[0]?.reason ?? "", /smallest quantity/);
  t.deepEqual(on.gate.sent("intent.submit"), []);
});

test("a rule that holds a position or a working order does not enter again", async (t) => {
  const id = "01900000-0000-7000-8000-000000000001";
  const working = { clientOrderId: id, positionId: id, role: "entry", quantity: "1" };
  const on = await stage(t, {
    script: {
      "portfolio.get": () => ({
        gateSeq: on.gate.events.length,
        equity: "10000",
        freeCash: "10000",
        sizePct: 100,
        positions: [],
        working: [{ ...working, ruleId: "test-rule", symbol: "BTC/USD" }],
      }),
    },
  });
  await live(on);
  on.gate.tick(HISTORY, first!);
  await acked(on, HISTORY);
  t.deepEqual(on.gate.sent("intent.submit"), []);
});

test("positions are asked for again only when an event may have changed them", async (t) => {
  const on = await stage(t, { script: { "rules.get": rulebook(eager({ entry: "close < 0" })) } });
  await live(on);
  on.gate.tick(HISTORY, first!);
  await acked(on, HISTORY);
  on.gate.emit("market.advanced", { n: HISTORY + 1 });
  on.gate.tick(HISTORY + 1, second!);
  await acked(on, HISTORY + 1);
  t.is(on.gate.sent("portfolio.get").length, 1);
  on.gate.emit("order.canceled", {});
  on.gate.tick(HISTORY + 2, third!);
  await acked(on, HISTORY + 2);
  t.is(on.gate.sent("portfolio.get").length, 2);
});

test("a candle's events, the gate's and the agent's, become durable together before it is acknowledged", async (t) => {
  const heads: (readonly [number, number])[] = [];
  const on = await stage(t, {
    script: {
      "market.ack": () => {
        const reader = openJournalToRead(on.path);
        heads.push([reader.mirror.last(on.gate.journalId).seq, reader.head().seq]);
        reader.close();
        return {};
      },
    },
  });
  await live(on);
  on.gate.emit("market.advanced", { n: HISTORY });
  on.gate.tick(HISTORY, first!);
  await acked(on, HISTORY);
  t.deepEqual(heads, [[1, on.journal.head().seq]]);
});
