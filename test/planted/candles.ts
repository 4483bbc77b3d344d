import { evaluatorOf } from "../../src/agent/learning/evaluator.ts";
import { termsOf } from "../../src/agent/strategy/backtest/terms.ts";
import { conjunctsOf } from "../../src/store/rules/fingerprint.ts";
import type { Candidate } from "../../src/loops/evolution/breed.ts";
import { type CycleInput, type CycleOutcome, runCycle } from "../../src/loops/evolution/cycle.ts";
import { emptyLedger } from "../../src/loops/evolution/ledger.ts";
import { operators } from "../../src/loops/evolution/operators/table.ts";
import { emptyColumns } from "../../src/store/market/columns.ts";
import type { CandleColumns } from "../../src/store/market/candle.ts";
import { readInstruments } from "../../src/store/market/instruments.ts";
import { normal, seededRandom } from "../../src/store/random.ts";
import type { RuleDocument } from "../../src/store/rules/document.ts";
import { DAY_MS, HOUR_MS } from "../../src/store/time.ts";
import { type Experiment, share, twin } from "./experiment.ts";
import { studentNoise } from "./noise.ts";

const BARS = 24 * 800;
const FROM = Date.UTC(2020, 0, 1);
/** Of an hour, as a share of the price. */
const SWING = 0.006;
/** As a share of the price, in all. */
const DRIFT = 0.012;
/** Hours over which the planted drift comes. */
const HOLD = 12;
const COSTS = { takerFeeBps: 4, makerFeeBps: 2, spreadBps: 1, slippageBps: 1 };
const FREE = { takerFeeBps: 0, makerFeeBps: 0, spreadBps: 0, slippageBps: 0 };

/** Buys every crossing of a short average and leaves half a day later: by itself a coin. */
const COIN: RuleDocument = {
  id: "coin",
  version: 1,
  status: "active",
  symbols: ["BTC/USD"],
  timeframe: "1h",
  side: "long",
  params: { n: { value: 10, min: 5, max: 30 } },
  entry: "crossover(close, sma(close, n))",
  exit: { stop: "3 * atr(14)", target: "none", trail: "none", timeBars: HOLD, when: "none" },
  size: { riskPct: 0.5 },
  thesis: "a coin that is tossed at every crossing",
};
/** Behind this condition the market drifts; it is one of many that the operators know. */
const TRUTH = "volume > sma(volume, 20)";

/**
 * Real rules, real operators, the real backtester: a random walk of hourly candles whose only secret is a drift after a
 * crossing on high volume.
 */
export const candles: Experiment = {
  line: 2,
  title: "The same on candles",
  planted: `a random walk of ${BARS / 24} days of hours; after a close that crosses its mean of ten on more volume than the mean of twenty, a drift of ${DRIFT * 100} % over ${HOLD} hours; one rule that buys every crossing, 120 candidates by all operators, costs of 6 bp a side`,
  seeds: { whole: 100, slice: 5 },
  run(seeds) {
    const found = seeds.map((seed) => cycleOn(seed, DRIFT));
    const nothing = seeds.map((seed) => cycleOn(seed, 0));
    const n = seeds.length;
    const hasTruth = ({ document }: Candidate) => conjunctsOf(document.entry).includes(TRUTH);
    const drawn = found.filter(({ tested }) => tested.some(({ candidate }) => hasTruth(candidate)));
    const isTrue = ({ proposal }: CycleOutcome) => proposal !== null && hasTruth(proposal.candidate);
    const isWrong = (outcome: CycleOutcome) => outcome.proposal !== null && !isTrue(outcome);
    const naive = nothing.filter(({ tested }) =>
      tested.some(({ sharpe, series }) => sharpe * Math.sqrt(series.length) > 1.6449),
    ).length;
    return [
      share("the operators came upon the condition behind the drift", drawn.length, n, { least: 0.5 }),
      share("it is proposed where they did", drawn.filter(isTrue).length, drawn.length, { least: 0.62 }),
      share("something else is proposed", found.filter(isWrong).length, n, { most: 0.1 }),
      share(
        "without drift and costs something is proposed",
        nothing.filter(({ proposal }) => proposal !== null).length,
        n,
        {
          most: 0.02,
        },
      ),
      share("a rule of the language is said to look ahead", [...found, ...nothing].filter(isAccused).length, 2 * n, {
        most: 0,
      }),
      twin("naive twin: best t-test of the driftless ones fires", naive, n, { least: 0.25 }),
    ];
  },
};

const isAccused = ({ gates }: CycleOutcome): boolean =>
  gates.some(({ code, passed, observed }) => code === "FORESIGHT" && !passed && observed !== null);

function cycleOn(seed: number, drift: number): CycleOutcome {
  const terms = termsOf(readInstruments("instruments.yaml").get("BTC/USD"));
  const markets = [{ symbol: "BTC/USD", columns: walkOf(seed, drift), terms, candleMs: HOUR_MS }];
  const input: CycleInput = {
    seed,
    cut: { from: FROM, to: FROM + BARS * HOUR_MS, periodMs: DAY_MS },
    soil: { incumbents: [COIN], hints: [], symbols: ["BTC/USD"], timeframes: [] },
    breeding: { operators, count: 120 },
    ledger: emptyLedger,
    calibration: 1,
    leastImprovement: 0,
    covered: () => ({ share: 1, symbol: "BTC/USD" }),
  };
  return runCycle(input, evaluatorOf(markets, drift === 0 ? FREE : COSTS));
}

/** A walk whose steps know nothing of each other, but for the drift. */
function walkOf(seed: number, drift: number): CandleColumns {
  const random = seededRandom(seed, "candles");
  const columns = emptyColumns(BARS);
  const { ts, open, high, low, close, volume } = columns;
  let [price, left] = [10_000, 0];
  for (let i = 0; i < BARS; i++) {
    ts[i] = FROM + i * HOUR_MS;
    open[i] = price;
    const step = SWING * studentNoise(random) + (left > 0 ? drift / HOLD : 0);
    left -= 1;
    price *= Math.exp(step);
    close[i] = price;
    const wick = (): number => 1 + Math.abs(normal(random)) * SWING * 0.4;
    high[i] = Math.max(open[i]!, price) * wick();
    low[i] = Math.min(open[i]!, price) / wick();
    volume[i] = Math.exp(normal(random));
    if (i < 20) continue;
    const [mean, meanBefore] = [meanOf(close, i, 10), meanOf(close, i - 1, 10)];
    const isCrossing = close[i - 1]! <= meanBefore && price > mean;
    if (isCrossing && volume[i]! > meanOf(volume, i, 20)) left = HOLD;
  }
  return columns;
}

function meanOf(values: Float64Array, at: number, n: number): number {
  let sum = 0;
  for (let i = at - n + 1; i <= at; i++) sum += values[i]!;
  return sum / n;
}
