import test from "ava";
import { ENDS_AT, isPlanted, plantedDrift, TURNS_AT } from "../../../src/store/market/synthetic/planted.ts";
import { syntheticMarket } from "../../../src/store/market/synthetic/market.ts";
import { readRulesFile } from "../../../src/store/rules/read.ts";
import { validateRule } from "../../../src/store/rules/validate.ts";
import { MINUTE_MS } from "../../../src/store/time.ts";

const candle = (close: number, volume: number) => ({ ts: 0, open: close, high: close, low: close, close, volume });

/** Drifts behind a crossing after so many quiet candles. */
function behind(candles: number, close: number, volume: number): number {
  const planted = plantedDrift("planted-x");
  // Upward crossings come out of a fall, downward ones out of a rise: the mean lies on the other side.
  const away = close > 100 ? -1e-4 : 1e-4;
  for (let i = 0; i < candles; i++) planted.take(candle(100 + i * away, 1));
  const before = planted.drift;
  planted.take(candle(close, volume));
  return before === 0 ? planted.drift : Number.NaN;
}

test("what is planted is a drift behind a crossing that can be seen, up on high volume and down on low", (t) => {
  t.true(behind(100, 120, 9) > 0);
  t.true(behind(100, 120, 0.5) < 0);
  t.is(behind(ENDS_AT, 120, 9), 0, "and it ends");
});

test("the edge behind downward crossings turns into its opposite", (t) => {
  t.true(behind(100, 80, 9) > 0);
  t.true(behind(TURNS_AT, 80, 9) < 0);
});

test("a drift is over after its time, and begins on the candle after the one that showed it", (t) => {
  const planted = plantedDrift("planted-x");
  for (let i = 0; i < 30; i++) planted.take(candle(100 - i, 1));
  planted.take(candle(120, 9));
  let candles = 0;
  while (planted.drift !== 0) {
    candles += 1;
    planted.take(candle(120, 1));
  }
  t.is(candles, 12);
});

test("only such a seed has anything in it: another market is what it always was", (t) => {
  t.true(isPlanted("planted-1") && !isPlanted("1") && !isPlanted(1) && !isPlanted("replanted-1"));
  const none = plantedDrift("1");
  for (let i = 0; i < 100; i++) none.take(candle(i % 2 === 0 ? 50 : 200, i));
  t.is(none.drift, 0);
  const walk = (seed: string): number => {
    const options = { seed, symbols: ["BTC/USD"], timeframeMs: 5 * MINUTE_MS, epoch: 0, priceIncrement: () => "0.01" };
    const market = syntheticMarket(options);
    return Array.from({ length: 300 }, () => market.next()).at(-1)?.candles[0]?.candle.close ?? 0;
  };
  t.is(walk("planted-1"), walk("planted-1"), "gate and agent see one path");
});

test("the demonstration's rules are rules of the language", (t) => {
  const rules = readRulesFile("rules/demo.yaml");
  t.deepEqual(
    rules.map(({ id }) => id),
    ["half-truth", "fading", "worthless"],
  );
  for (const rule of rules) t.notThrows(() => validateRule(rule));
});
