import { createHash } from "node:crypto";
import test from "ava";
import { EVALUATOR, evaluatorOf } from "../../../src/agent/learning/evaluator.ts";
import { AGENT_CAPS, backtest } from "../../../src/agent/strategy/backtest/backtest.ts";
import { termsOf } from "../../../src/agent/strategy/backtest/terms.ts";
import { canonicalJson } from "../../../src/store/canonical.ts";
import { readCandleColumns } from "../../../src/store/market/csv.ts";
import { sliceColumns } from "../../../src/store/market/columns.ts";
import { readInstruments } from "../../../src/store/market/instruments.ts";
import { FUNCTIONS } from "../../../src/store/rules/functions.ts";
import { readRulesFile } from "../../../src/store/rules/read.ts";
import { validateRule } from "../../../src/store/rules/validate.ts";
import { ruleWith } from "../strategy/rule.ts";

const CANDLE_MS = 300_000;
const columns = readCandleColumns("test/fixtures/BTCUSD-5m.csv");
const terms = termsOf(readInstruments("instruments.yaml").get("BTC/USD"));
const COSTS = { takerFeeBps: 10, makerFeeBps: 5, spreadBps: 2, slippageBps: 1 };
const market = (length = columns.length) => ({
  symbol: "BTC/USD",
  columns: sliceColumns(columns, 0, length),
  terms,
  candleMs: CANDLE_MS,
});
const [starter] = readRulesFile("rules/starter.yaml");
const document = {
  ...starter!,
  entry: "crossover(ema(close, fast), ema(close, slow))",
  exit: { ...starter!.exit, stop: "k * atr(14)", trail: "none" },
};
const closeOf = (row: number): number => columns.ts[row]! + CANDLE_MS;
const request = { document, from: columns.ts[0]!, to: closeOf(columns.length - 1), costFactor: 1 };

test("an evaluation holds the backtester's own trades, in R, known when their last candle closed", (t) => {
  const { trades } = evaluatorOf([market()], COSTS)(request);
  const result = backtest([validateRule(document)], [market()], { costs: COSTS, equity: 1e9, ...AGENT_CAPS });
  t.true(trades.length > 10);
  t.deepEqual(
    trades.map(({ entryAt, exitAt, r }) => [entryAt, exitAt, r]),
    result.trades.map(({ entryTs, exitTs, r }) => [entryTs, exitTs + CANDLE_MS, r]),
  );
});

test("what closes after a request's end is not there: other candles to come change nothing", (t) => {
  const half = Math.floor(columns.length / 2);
  const asked = { ...request, to: closeOf(half - 1) };
  const whole = evaluatorOf([market()], COSTS)(asked);
  t.deepEqual(whole, evaluatorOf([market(half)], COSTS)(asked));
  t.true(whole.trades.every(({ exitAt }) => exitAt <= asked.to));
  t.true(whole.signals.every((at) => at <= asked.to));
});

test("a signal is still made when it stands on the last candle that is there", (t) => {
  const evaluate = evaluatorOf([market()], COSTS);
  const { signals } = evaluate(request);
  t.true(signals.length > 10);
  for (const at of signals.slice(0, 8)) {
    t.deepEqual(
      evaluate({ ...request, to: at }).signals,
      signals.filter((each) => each <= at),
    );
  }
});

test("trades begin where they are asked to, with indicators warmed before", (t) => {
  const from = closeOf(Math.floor(columns.length / 2));
  const evaluate = evaluatorOf([market()], COSTS);
  const later = evaluate({ ...request, from });
  t.true(later.trades.length > 0 && later.trades.every(({ entryAt }) => entryAt >= from));
  t.deepEqual(
    later.signals,
    evaluate(request).signals.filter((at) => at > from),
  );
});

test("dearer trades bring less, and a rule that names another symbol brings none", (t) => {
  const evaluate = evaluatorOf([market()], COSTS);
  const sum = (costFactor: number) => evaluate({ ...request, costFactor }).trades.reduce((all, { r }) => all + r, 0);
  t.true(sum(1.5) < sum(1) && sum(1) < sum(0));
  t.deepEqual(evaluate({ ...request, document: { ...document, symbols: ["ETH/USD"] } }), { trades: [], signals: [] });
});

/** Every kind of exit. */
const EXITS = [
  { entry: "crossover(ema(close, 9), ema(close, 21))", exit: { target: "3R", trail: "1.5 * atr(14)" } },
  { entry: "rsi(close, 14) < 30 and volume > sma(volume, 20)", exit: { stop: "0.01 * close", timeBars: 24 } },
  { entry: "close > highest(high[1], 20)", exit: { when: "close < lowest(low[1], 10)" } },
];

/** A rule for each function of the language: it enters when that rises. */
const FUNCTION_RULES = [...FUNCTIONS.values()].map(({ name, arguments: needed, result }) => {
  const [series, lengths, constants] = [
    ["close", "open"],
    ["5", "9", "14", "3"],
    ["2", "3", "5"],
  ].map((each) => each.values());
  const next = {
    number: series!,
    length: lengths!,
    constant: name === "psar" ? ["0.02", "0.02", "0.2"].values() : constants!,
  };
  const call = `${name}(${needed.map(({ kind }) => next[kind].next().value).join(", ")})`;
  const entry = result === "boolean" ? call : `change(${call}, 1) > 0`;
  return { entry, exit: { timeBars: 12 } };
});

test("the evaluator's number stands for its answers: when these change, raise EVALUATOR and put their hash here", (t) => {
  const evaluate = evaluatorOf([market()], COSTS);
  const answers = [...EXITS, ...FUNCTION_RULES].map(({ entry, exit }) =>
    evaluate({ ...request, document: ruleWith({ entry, exit: { stop: "2 * atr(14)", ...exit } }).document }),
  );
  t.true(answers.every(({ signals }) => signals.length > 0));
  const hash = createHash("sha256").update(canonicalJson(answers)).digest("hex");
  t.deepEqual({ EVALUATOR, hash: hash.slice(0, 16) }, { EVALUATOR: 1, hash: "976a85e74eb99ff9" });
});
