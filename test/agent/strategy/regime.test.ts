import test from "ava";
import { compileRule } from "../../../src/agent/strategy/compile.ts";
import { regimeIn, regimeLine, regimeName } from "../../../src/agent/strategy/regime.ts";
import { signalOf } from "../../../src/agent/strategy/signals.ts";
import type { Candle } from "../../../src/store/market/candle.ts";
import { ruleWith } from "./rule.ts";
import { flat, walk } from "./walk.ts";

const shaped = (shape: (row: number) => number, width: (row: number) => number, count = 400): Candle[] =>
  flat(100, count).map(({ ts }, row) => {
    const close = shape(row);
    return { ts, open: close, high: close + width(row), low: close - width(row), close, volume: 1 };
  });

/** What the thesis of the last candle says of its market. */
function regimeOf(candles: readonly Candle[]): string | null {
  const rule = ruleWith({ entry: "close > 0" });
  const evaluator = compileRule(rule);
  const signals = candles.map((candle) =>
    signalOf({ readings: evaluator.next(candle), rule, candle, symbol: "BTC/USD", isEngaged: false, expectedR: null }),
  );
  return regimeIn(signals.at(-1)?.thesis.evidence ?? []);
}

test("a market that climbs is rising, its mirror falling, one that goes to and fro neither", (t) => {
  t.is(
    regimeOf(
      shaped(
        (row) => 100 + row / 2,
        () => 1,
      ),
    ),
    "rising, usual",
  );
  t.is(
    regimeOf(
      shaped(
        (row) => 400 - row / 2,
        () => 1,
      ),
    )?.split(",")[0],
    "falling",
  );
  t.is(
    regimeOf(
      shaped(
        (row) => 100 + (row % 2),
        () => 1,
      ),
    ),
    "sideways, usual",
  );
});

test("a market that swings wider than it used to is wild, one that stands still is quiet", (t) => {
  t.is(
    regimeOf(
      shaped(
        () => 100,
        (row) => (row > 380 ? 3 : 1),
      ),
    ),
    "sideways, wild",
  );
  t.is(
    regimeOf(
      shaped(
        () => 100,
        (row) => (row > 350 ? 0.3 : 1),
      ),
    ),
    "sideways, quiet",
  );
  t.is(regimeOf(flat(100, 300)), "sideways, quiet");
});

test("what is not known yet is not named", (t) => {
  t.is(regimeOf(walk(3, 40)), null);
  t.is(regimeName({ trend: Number.NaN, volatility: 0 }), null);
});

test("a regime is read back from the line it is written in", (t) => {
  t.is(regimeIn(["close = 3", regimeLine("rising, wild")]), "rising, wild");
  t.is(regimeIn(["close = 3"]), null);
});

test("a market without a trend is called one about a fifth of the time, either way alike", (t) => {
  const evaluators = [1, -1].map((way) => compileRule(ruleWith({ entry: `regime_trend() == ${way}` })));
  const counts = evaluators.map((evaluator) => walk(7, 20_000).filter((candle) => evaluator.next(candle).entry).length);
  const share = ((counts[0] ?? 0) + (counts[1] ?? 0)) / 20_000;
  t.true(share > 0.1 && share < 0.35, `${share}`);
  t.true(Math.min(...counts) > 0.3 * Math.max(...counts), counts.join(" "));
});
