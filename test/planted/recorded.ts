import { existsSync } from "node:fs";
import { join } from "node:path";
import { evaluatorOf } from "../../src/agent/learning/evaluator.ts";
import { termsOf } from "../../src/agent/strategy/backtest/terms.ts";
import { coverageOf } from "../../src/loops/evolution/coverage.ts";
import { type CycleOutcome, runCycle } from "../../src/loops/evolution/cycle.ts";
import { emptyLedger } from "../../src/loops/evolution/ledger.ts";
import { operators } from "../../src/loops/evolution/operators/table.ts";
import type { CandleColumns } from "../../src/store/market/candle.ts";
import { emptyColumns } from "../../src/store/market/columns.ts";
import { readCandleColumns } from "../../src/store/market/csv.ts";
import { readInstruments } from "../../src/store/market/instruments.ts";
import { inferTimeframeMs } from "../../src/store/market/timeframe.ts";
import { seededRandom } from "../../src/store/random.ts";
import { readRulesFile } from "../../src/store/rules/read.ts";
import { DAY_MS } from "../../src/store/time.ts";
import { type Experiment, type Measure, NO_GOAL, share } from "./experiment.ts";

/** The recorded files that are long enough in days. */
const FILES = {
  "coinbase-BTCUSD-5m-2025.csv": "BTC/USD",
  "coinbase-SOLUSD-5m-2025.csv": "SOL/USD",
  "coinbase-BTCUSD-1h-2017-2019.csv": "BTC/USD",
} as const;
const COSTS = { takerFeeBps: 5, makerFeeBps: 2, spreadBps: 1, slippageBps: 1 };

/** 10: real candles whose days were shuffled hold nothing to find; the untouched ones hold what they hold. */
export const recorded = (folder: string): Experiment => ({
  line: 10,
  title: "Recorded candles",
  planted:
    "starter rules, 60 candidates by all operators, costs of 6.5 bp a side; whole days in shuffled order, each going on from where the one before ended, and the files as they are",
  seeds: { whole: 25, slice: 0 },
  run(seeds) {
    const files = Object.entries(FILES).filter(([name]) => existsSync(join(folder, name)));
    const read = files.map(([name, symbol]) => ({ name, symbol, columns: readCandleColumns(join(folder, name)) }));
    let proposed = 0;
    for (const { symbol, columns } of read)
      for (const seed of seeds) if (cycleOn(symbol, shuffled(columns, seed), seed).proposal !== null) proposed += 1;
    const asIs = read.map(({ name, symbol, columns }) => said(name, cycleOn(symbol, columns, 1)));
    return [share("shuffled: cycles that propose", proposed, read.length * seeds.length, { most: 0.05 }), ...asIs];
  },
});

const said = (name: string, { gates, proposal }: CycleOutcome): Measure => ({
  what: `untouched: ${name}`,
  goal: NO_GOAL,
  seen:
    proposal === null
      ? `no proposal; refused by ${gates
          .filter(({ passed }) => !passed)
          .map(({ code }) => code)
          .join(", ")}`
      : `proposed: ${proposal.candidate.change}`,
  holds: true,
  refuted: false,
  isTwin: false,
});

function cycleOn(symbol: string, columns: CandleColumns, seed: number): CycleOutcome {
  const candleMs = inferTimeframeMs(columns.ts) ?? DAY_MS;
  const terms = termsOf(readInstruments("instruments.yaml").get(symbol));
  const cut = { from: columns.ts[0]!, to: columns.ts.at(-1)! + candleMs, periodMs: DAY_MS };
  const soil = { incumbents: readRulesFile("rules/starter.yaml"), hints: [], symbols: [], timeframes: [] };
  const breeding = { operators, count: 60 };
  const markets = [{ symbol, columns, terms, candleMs }];
  const { covered } = coverageOf(markets, cut);
  const input = { seed, cut, soil, breeding, ledger: emptyLedger, calibration: 1, leastImprovement: 0, covered };
  return runCycle(input, evaluatorOf(markets, COSTS));
}

/** The same days in another order: each keeps its shape, and begins at the price where the one before ended. */
function shuffled(columns: CandleColumns, seed: number): CandleColumns {
  const random = seededRandom(seed, "days");
  const days = new Map<number, number[]>();
  for (let row = 0; row < columns.length; row++) {
    const day = Math.floor(columns.ts[row]! / DAY_MS);
    days.set(day, [...(days.get(day) ?? []), row]);
  }
  const order = [...days.values()].map((rows) => ({ rows, at: random() })).toSorted((a, b) => a.at - b.at);
  const made = emptyColumns(columns.length);
  let [row, price] = [0, columns.open[0]!];
  for (const { rows } of order) {
    const factor = price / columns.open[rows[0]!]!;
    for (const from of rows) {
      made.ts[row] = columns.ts[row]!;
      for (const name of ["open", "high", "low", "close"] as const) made[name][row] = columns[name][from]! * factor;
      made.volume[row] = columns.volume[from]!;
      price = made.close[row]!;
      row += 1;
    }
  }
  return made;
}
