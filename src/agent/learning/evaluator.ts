import type { Evaluate, Evaluation } from "../../loops/evolution/evaluation.ts";
import { sliceColumns } from "../../store/market/columns.ts";
import type { CostModel } from "../../store/market/fill.ts";
import { type ValidRule, validateRule } from "../../store/rules/validate.ts";
import type { Timestamp } from "../../store/time.ts";
import { AGENT_CAPS, isFor } from "../strategy/backtest/backtest.ts";
import type { BacktestMarket, BacktestOptions, Post } from "../strategy/backtest/result.ts";
import { tapeOf } from "../strategy/backtest/tape.ts";
import { Walk } from "../strategy/backtest/walk.ts";
import { SharedColumns } from "../strategy/sharedColumns.ts";

/**
 * Raised whenever the same request comes to another answer: by the backtester, the rule language, the indicators, the fill
 * model. Answers that an older one left behind are then worked out again. Its test holds some answers to it.
 */
export const EVALUATOR = 1;

/** An account that no series of losses empties: results are read in R, and R knows no size. */
const EQUITY = 1e9;
/** What indicator columns shared by the candidates may take, for each cut of each market. */
const SHARED_BYTES = 128 * 2 ** 20;
/** Cuts of the candles that are kept with their columns: the searched part, the whole, and one to look at in between. */
const MAX_CUTS = 3;

interface Cut {
  readonly markets: readonly (BacktestMarket & { readonly candleMs: number })[];
  readonly shared: ReadonlyMap<string, SharedColumns>;
}

/**
 * Answers evolution's requests by the backtester over recorded candles. Candles that close after a request's end are not
 * merely unused: they are not there. The same request gives the same answer in every thread.
 * @throws RuleError when a document is no rule.
 */
export function evaluatorOf(markets: Cut["markets"], costs: CostModel): Evaluate {
  const cuts = new Map<Timestamp, Cut>();
  const cutAt = (to: Timestamp): Cut => {
    const known = cuts.get(to);
    if (known !== undefined) return known;
    const made = cutOf(markets, to);
    const [oldest] = cuts.keys();
    if (cuts.size >= MAX_CUTS && oldest !== undefined) cuts.delete(oldest);
    cuts.set(to, made);
    return made;
  };
  return ({ document, from, to, costFactor }) => {
    const rule = validateRule(document);
    const { markets: known, shared } = cutAt(to);
    const posts = known.flatMap(({ symbol, columns, candleMs }, market): readonly Post[] =>
      isFor(rule, symbol)
        ? [{ rule, market, tape: tapeOf(rule, columns, { shared: shared.get(symbol) ?? null, candleMs }) }]
        : [],
    );
    const options = { costs: dearer(costs, costFactor), equity: EQUITY, ...AGENT_CAPS, from };
    return { trades: tradesOf(known, posts, options), signals: signalsOf(known, posts, rule, from) };
  };
}

/** The candles that are closed by then. */
function cutOf(markets: Cut["markets"], to: Timestamp): Cut {
  const cut = markets.map((market) => {
    const { columns, candleMs } = market;
    let length = columns.length;
    while (length > 0 && columns.ts[length - 1]! + candleMs > to) length--;
    return { ...market, columns: sliceColumns(columns, 0, length) };
  });
  return {
    markets: cut,
    shared: new Map(
      cut.map(({ symbol, columns }) => [symbol, new SharedColumns(Math.max(1, columns.length), SHARED_BYTES)]),
    ),
  };
}

function tradesOf(markets: Cut["markets"], posts: readonly Post[], options: BacktestOptions): Evaluation["trades"] {
  const lengths = new Map(markets.map(({ symbol, candleMs }) => [symbol, candleMs]));
  const walk = new Walk(markets, posts, options);
  walk.advance(Number.POSITIVE_INFINITY);
  return walk
    .result()
    .trades.flatMap(({ symbol, entryTs, exitTs, r }) =>
      // What filled within a candle is known when it closes.
      r === null ? [] : [{ entryAt: entryTs, exitAt: exitTs + (lengths.get(symbol) ?? 0), r }],
    )
    .toSorted((a, b) => a.exitAt - b.exitAt || a.entryAt - b.entryAt);
}

/** Every candle whose close said enter, also those on which a position was open: what the rule knows, not what it did. */
function signalsOf(
  markets: Cut["markets"],
  posts: readonly Post[],
  { warmupBars }: ValidRule,
  from: Timestamp,
): readonly Timestamp[] {
  return posts
    .flatMap(({ market, tape }) => {
      const { columns, candleMs } = markets[market]!;
      return tape.entries.rows.filter((row) => row >= warmupBars - 1).map((row) => columns.ts[row]! + candleMs);
    })
    .filter((at) => at > from)
    .toSorted((a, b) => a - b);
}

const dearer = (costs: CostModel, factor: number): CostModel => ({
  takerFeeBps: costs.takerFeeBps * factor,
  makerFeeBps: costs.makerFeeBps * factor,
  spreadBps: costs.spreadBps * factor,
  slippageBps: costs.slippageBps * factor,
});
