import type { Symbol } from "../../../store/market/candle.ts";
import type { ValidRule } from "../../../store/rules/validate.ts";
import { blocksOf } from "../columnar.ts";
import type { SharedColumns } from "../sharedColumns.ts";
import type { BacktestMarket, BacktestOptions, BacktestResult, Post } from "./result.ts";
import { Walk } from "./walk.ts";
import { type Tape, TapeRecorder } from "./tape.ts";

/** What the agent itself keeps to when it sizes (src/agent/runtime): one entry's largest share of equity and of free cash. */
export const AGENT_CAPS = { maxEntryPct: 45, spendablePct: 95 } as const;
/** As far as the cash goes: a spot account borrows nothing. */
export const CASH_CAPS = { maxEntryPct: Number.POSITIVE_INFINITY, spendablePct: 100 } as const;
/** Whatever is asked for, also more than there is cash. */
export const NO_CAPS = { maxEntryPct: Number.POSITIVE_INFINITY, spendablePct: Number.POSITIVE_INFINITY } as const;

/** Indicator columns shared by the backtests of many parameter sets over the same candles, by symbol. */
export type SharedBySymbol = ReadonlyMap<Symbol, SharedColumns>;

/** What a plug-in says over the candles of a symbol; by the id of its rule. */
export type PluginTape = (rule: ValidRule, symbol: Symbol, columns: BacktestMarket["columns"]) => Tape;

/**
 * Rules over candles, costs included: a pure function of what it is given, callable thousands of times in any thread.
 * Every rule runs on every market that it names. To vary a rule, pass `withParams(rule, values)`, and `shared` columns so
 * that indicators which did not change are not worked out again.
 */
export function backtest(
  rules: readonly ValidRule[],
  markets: readonly BacktestMarket[],
  options: BacktestOptions,
  shared: SharedBySymbol = new Map(),
  plugins: ReadonlyMap<string, PluginTape> = new Map(),
): BacktestResult {
  const recorders: Pick<TapeRecorder, "fill">[] = [];
  const posts: Post[] = [];
  for (const [market, { symbol, columns, candleMs }] of markets.entries()) {
    for (const rule of rules.filter((each) => isFor(each, symbol))) {
      const plugin = plugins.get(rule.document.id);
      const recorder =
        plugin === undefined
          ? new TapeRecorder(rule, columns, {
              shared: shared.get(symbol) ?? null,
              ...(candleMs === undefined ? {} : { candleMs }),
            })
          : { tape: plugin(rule, symbol, columns), fill: () => {} };
      recorders.push(recorder);
      posts.push({ rule, market, tape: recorder.tape });
    }
  }
  const walk = new Walk(markets, posts, options);
  const [only, ...others] = markets;
  const near = new Float64Array(1);
  // Block by block, while its candles are still at hand; several markets have rows and ticks of their own.
  for (const { block, from } of only === undefined || others.length > 0 ? [] : blocksOf(only.columns)) {
    for (const { fill } of recorders) fill(block, from);
    bringNear(block.open, near);
    walk.advance(from + block.length);
  }
  if (others.length > 0) {
    for (const [index, { market }] of posts.entries()) {
      const { columns } = markets[market]!;
      for (const { block, from } of blocksOf(columns)) recorders[index]!.fill(block, from);
    }
    walk.advance(Number.POSITIVE_INFINITY);
  }
  return walk.result();
}

/** Numbers in a line of the processor's memory. */
const LINE = 8;

/**
 * Reads a column once from end to end. Opens are read by fills alone, one here and one there, each from far away: that
 * was a third of a backtest. Their sum is nothing to anybody, but what nobody keeps a compiler does not read.
 */
function bringNear(column: Float64Array, sum: Float64Array): void {
  let total = 0;
  for (let row = 0; row < column.length; row += LINE) total += column[row]!;
  sum[0] = total;
}

/** Whether a rule may trade that symbol. */
export const isFor = ({ document: { symbols } }: ValidRule, symbol: Symbol): boolean =>
  symbols === "any" || symbols.includes(symbol);
