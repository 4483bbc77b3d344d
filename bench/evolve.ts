import { evaluatorOf } from "../src/agent/learning/evaluator.ts";
import { type CycleInput, runCycle } from "../src/loops/evolution/cycle.ts";
import { emptyLedger } from "../src/loops/evolution/ledger.ts";
import { operators } from "../src/loops/evolution/operators/table.ts";
import { readRulesFile } from "../src/store/rules/read.ts";
import { DAY_MS, MINUTE_MS } from "../src/store/time.ts";
import { columnsOver, fillWalk, memoryFor, OPTIONS, TERMS } from "./backtestMarket.ts";
import { line } from "./measure.ts";

/** Five-minute candles of a year. */
const YEAR = 105_120;
const CANDIDATES = 200;
const LIMIT_S = 5;

/** A whole cycle of evolution: 200 candidates over a year, statistics, neighbors and looks without hindsight included. */
export function benchEvolve(): void {
  const columns = columnsOver(memoryFor(YEAR), YEAR);
  fillWalk(columns, 5 * MINUTE_MS);
  const from = columns.ts[0]!;
  const input: CycleInput = {
    seed: 1,
    cut: { from, to: from + YEAR * 5 * MINUTE_MS, periodMs: DAY_MS },
    soil: { incumbents: readRulesFile("rules/starter.yaml"), hints: [], symbols: [], timeframes: [] },
    breeding: { operators, count: CANDIDATES },
    ledger: emptyLedger,
    calibration: 1,
    leastImprovement: 0,
    covered: () => ({ share: 1, symbol: "BTC/USD" }),
  };
  const market = { symbol: "BTC/USD", columns, terms: TERMS, candleMs: 5 * MINUTE_MS };
  const began = performance.now();
  const { tested } = runCycle(input, evaluatorOf([market], OPTIONS.costs));
  const seconds = (performance.now() - began) / 1_000;
  line(
    `evolution, ${tested.length} candidates over ${YEAR} candles`,
    `${seconds.toFixed(2)} s`,
    `at most ${LIMIT_S} s`,
    LIMIT_S / seconds,
  );
}
