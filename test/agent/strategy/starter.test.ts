import { readFileSync } from "node:fs";
import test from "ava";
import * as fc from "fast-check";
import { parse } from "yaml";
import { z } from "zod";
import { compileRule } from "../../../src/agent/strategy/compile.ts";
import { type Signal, signalOf } from "../../../src/agent/strategy/signals.ts";
import type { Candle } from "../../../src/store/market/candle.ts";
import { ruleDocument } from "../../../src/store/rules/document.ts";
import { type ValidRule, validateRule } from "../../../src/store/rules/validate.ts";
import { walk } from "./walk.ts";

const text = readFileSync(new URL("../../../../rules/starter.yaml", import.meta.url), "utf8");
const rules = z.array(ruleDocument).parse(parse(text)).map(validateRule);
const candles = walk(2026, 5_000);

function signalsOf(rule: ValidRule, past: readonly Candle[]): Signal[] {
  const evaluator = compileRule(rule);
  return past.flatMap((candle) => {
    const readings = evaluator.next(candle);
    const signal = signalOf({ readings, rule, candle, symbol: "BTC/USD", isEngaged: false, expectedR: null });
    return signal ? [signal] : [];
  });
}

test("the starter rules are one of each family", (t) => {
  t.deepEqual(
    rules.map((rule) => rule.document.id),
    ["ema-trend", "rsi-reversion", "donchian-breakout"],
  );
});

for (const rule of rules) {
  const { id, thesis, params, size } = rule.document;
  const signals = signalsOf(rule, candles);

  test(`${id} has bounds to vary in, risks half a percent and says when it is wrong`, (t) => {
    t.true(Object.values(params).length > 3);
    t.deepEqual(size, { riskPct: 0.5 });
    t.regex(thesis, /; wrong if .{10}/);
  });

  test(`${id} fires on a random walk, now and then`, (t) => {
    t.true(signals.length >= 5 && signals.length < candles.length / 20, `${signals.length} signals`);
    for (const signal of signals) {
      t.true(signal.stopPrice > 0 && signal.stopPrice < signal.price);
      t.true(signal.thesis.evidence.length > 0);
    }
  });

  test(`${id} does not look ahead: without the future, every earlier signal is the same`, (t) => {
    const law = fc.property(fc.integer({ min: 0, max: candles.length }), (length) => {
      const past = candles.slice(0, length);
      const lastTs = past.at(-1)?.ts ?? 0;
      t.deepEqual(
        signalsOf(rule, past),
        signals.filter((signal) => signal.candleTs <= lastTs),
      );
    });
    fc.assert(law, { numRuns: 20 });
  });

  test(`${id} stays a rule at both ends of every parameter's bounds`, (t) => {
    for (const [name, bounds] of Object.entries(params)) {
      for (const value of [bounds.min, bounds.max]) {
        const varied = { ...rule.document, params: { ...params, [name]: { ...bounds, value } } };
        t.notThrows(() => validateRule(ruleDocument.parse(varied)));
      }
    }
  });
}
