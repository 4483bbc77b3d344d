import test from "ava";
import { array, assert, integer, property, tuple } from "fast-check";
import { cutOf } from "../../../src/loops/evolution/cut.ts";
import { longestOutageMs, stretchOf } from "../../../src/loops/evolution/stretch.ts";
import { DAY_MS, HOUR_MS, type Timeframe, timeframeMs, TIMEFRAMES } from "../../../src/store/time.ts";
import type { Dated } from "../../../src/loops/evolution/stretch.ts";
import { hour, hourly } from "./dated.ts";

test("what lies before a long gap is no part of what is looked at: neither three months nor 25 hours are skipped", (t) => {
  t.like(stretchOf([hourly("BTC/USD", [0, 1_000], [3_160, 3_260])]), { from: hour(3_160), to: hour(3_260) });
  t.deepEqual(stretchOf([hourly("BTC/USD", [0, 500], [525, 700])]), {
    symbol: "BTC/USD",
    from: hour(525),
    to: hour(700),
    gap: { from: hour(500), to: hour(525) },
  });
});

test("short outages stay, up to a day of them; candles of a day may lack three", (t) => {
  t.like(stretchOf([hourly("BTC/USD", [0, 500], [524, 700], [703, 800])]), { from: hour(0), to: hour(800), gap: null });
  const daily = (missing: number) => {
    const ts = Array.from({ length: 100 }, (_, i) => hour(0) + (i < 50 ? i : i + missing) * DAY_MS);
    return { symbol: "BTC/USD", candleMs: DAY_MS, columns: { ts: Float64Array.from(ts), length: 100 } };
  };
  t.is(stretchOf([daily(3)])?.from, hour(0));
  t.is(stretchOf([daily(4)])?.from, hour(54 * 24));
});

test("of several symbols it is the time in which none of them has a gap, and it ends where the first of them ends", (t) => {
  const [one, other] = [hourly("BTC/USD", [0, 300], [400, 900]), hourly("ETH/USD", [0, 600], [640, 880])];
  t.like(stretchOf([one, other]), {
    symbol: "ETH/USD",
    from: hour(640),
    to: hour(880),
    gap: { from: hour(600), to: hour(640) },
  });
  t.deepEqual(stretchOf([other, one]), stretchOf([one, other]));
  t.like(
    stretchOf([hourly("BTC/USD", [0, 630]), other]),
    { from: hour(0), to: hour(600) },
    "a gap of one where the other ends ends it for both",
  );
  t.is(stretchOf([hourly("BTC/USD", [0, 100]), hourly("ETH/USD", [200, 300])]), null);
  t.is(stretchOf([one, hourly("ETH/USD")]), null);
});

test("whatever is missing, no hole of what is looked at is a long one, and it could not begin earlier", (t) => {
  const spans = array(tuple(integer({ min: 1, max: 60 }), integer({ min: 1, max: 40 })), {
    minLength: 1,
    maxLength: 8,
  });
  const seen = { whole: 0, "behind a gap": 0 };
  assert(
    property(array(spans, { minLength: 1, maxLength: 3 }), (all) => {
      const markets = all.map((each, i) => {
        let at = 0;
        const found = each.map(([length, hole]) => {
          const span = [at, at + length] as const;
          at += length + hole;
          return span;
        });
        return hourly(`S${i}/USD`, ...found);
      });
      const stretch = stretchOf(markets);
      if (stretch === null) return;
      for (const { columns, candleMs } of markets) {
        const inside = [...columns.ts].filter((ts) => ts >= stretch.from && ts + candleMs <= stretch.to);
        const ends: number[] = [stretch.from, ...inside.map((ts) => ts + candleMs)];
        const holes = [...inside, stretch.to].map((ts, i) => ts - ends[i]!);
        t.true(holes.every((hole) => hole <= longestOutageMs(candleMs)));
      }
      const last = markets.find(({ symbol }) => symbol === stretch.symbol)!;
      if (stretch.gap === null) t.true(stretch.from === last.columns.ts[0]);
      else t.true(stretch.gap.to - stretch.gap.from > longestOutageMs(HOUR_MS));
      seen[stretch.gap === null ? "whole" : "behind a gap"] += 1;
    }),
    { seed: 7, numRuns: 300 },
  );
  t.true(Math.min(...Object.values(seen)) >= 30, JSON.stringify(seen));
});

test("where too little is left behind a gap there is no cut, and it is said what is there and where the gap is", (t) => {
  const lackingIn = (...given: Parameters<typeof cutOf>) => {
    const answer = cutOf(...given);
    return "lacking" in answer ? [answer.symbol, answer.lacking] : null;
  };
  const hours = (n: number) => `${n} of the 60 hours of candles that it takes`;
  const gap = "BTC/USD has none from 2026-03-25 08:00:00 to 2026-03-29 12:00:00";
  t.deepEqual(lackingIn([hourly("BTC/USD", [0, 2_000], [2_100, 2_130])]), ["BTC/USD", `${hours(30)}: ${gap}`]);
  const begun = "those of BTC/USD begin 2026-01-01 00:00:00";
  t.deepEqual(lackingIn([hourly("BTC/USD", [0, 12])]), ["BTC/USD", `${hours(12)}: ${begun}`]);
  const [btc, eth] = [hourly("BTC/USD", [0, 100]), hourly("ETH/USD")];
  t.deepEqual(lackingIn([btc, eth]), ["ETH/USD", "there is no candle of ETH/USD"]);
  const apart = [btc, hourly("ETH/USD", [200, 300])];
  t.deepEqual(lackingIn(apart), ["BTC/USD", "the candles of BTC/USD and ETH/USD have no time in common"]);
  t.deepEqual(cutOf([hourly("BTC/USD", [0, 2_000], [2_100, 2_160])]), {
    cut: { from: hour(2_100), to: hour(2_160), periodMs: HOUR_MS },
    behind: gap,
  });
});

test("where the time goes on, one of whom nothing came for long is waited for; of recordings their own end is the end", (t) => {
  const markets = [hourly("BTC/USD", [0, 200]), hourly("ETH/USD", [0, 170])];
  t.deepEqual(cutOf(markets, hour(200)), {
    symbol: "ETH/USD",
    lacking: "ETH/USD has no candle since 2026-01-08 02:00:00",
  });
  t.like(cutOf(markets), { cut: { from: hour(0), to: hour(170) } });
  t.like(cutOf(markets, hour(194)), { cut: { from: hour(0), to: hour(170) } }, "a day of silence is none");
});

/** So many candles of that timeframe, without a gap. */
function candlesOf(timeframe: Timeframe, length: number): Dated {
  const candleMs = timeframeMs(timeframe);
  const ts = Float64Array.from({ length }, (_, i) => hour(0) + i * candleMs);
  return { symbol: "BTC/USD", candleMs, columns: { ts, length } };
}

test("no period is shorter than a candle: what is there is counted in what a candle can tell apart", (t) => {
  const lackingIn = (...given: readonly Dated[]) => {
    const answer = cutOf(given);
    return "lacking" in answer ? answer.lacking.split(":")[0] : answer.cut.periodMs / HOUR_MS;
  };
  t.is(lackingIn(candlesOf("1d", 3)), "3 of the 60 days of candles that it takes");
  t.is(lackingIn(candlesOf("1d", 59)), "59 of the 60 days of candles that it takes");
  t.is(lackingIn(candlesOf("1d", 60)), 24);
  t.is(lackingIn(candlesOf("4h", 59)), "236 of the 240 hours of candles that it takes");
  t.is(lackingIn(candlesOf("4h", 60)), 4);
  t.is(lackingIn(candlesOf("2h", 60)), "120 of the 240 hours of candles that it takes");
  t.is(lackingIn(candlesOf("1d", 30), candlesOf("5m", 30 * 288)), "30 of the 60 days of candles that it takes");
});

test("whatever the candles, a period is the longest of which sixty are there, and of whole candles", (t) => {
  const seen = new Set<number>();
  for (const timeframe of TIMEFRAMES)
    for (const length of [10, 60, 61, 90, 120, 200, 360, 400, 720, 1_500, 3_600]) {
      const answer = cutOf([candlesOf(timeframe, length)]);
      if ("lacking" in answer) continue;
      const { from, to, periodMs } = answer.cut;
      t.is(periodMs % timeframeMs(timeframe), 0, `${length} of ${timeframe}`);
      t.true((to - from) / periodMs >= 60);
      if (periodMs < DAY_MS) t.true(to - from < 60 * DAY_MS);
      seen.add(periodMs / HOUR_MS);
    }
  t.deepEqual(
    [...seen].toSorted((a, b) => a - b),
    [1, 4, 6, 12, 24],
  );
});
