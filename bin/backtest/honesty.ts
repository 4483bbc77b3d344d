import { isFor, type PluginTape } from "../../src/agent/strategy/backtest/backtest.ts";
import { tapeOf } from "../../src/agent/strategy/backtest/tape.ts";
import { lookAheadOf, type TapeSource } from "../../src/agent/strategy/honesty/lookAhead.ts";
import { warmUpOf } from "../../src/agent/strategy/honesty/warmUp.ts";
import { seededRandom } from "../../src/store/random.ts";
import type { Loaded } from "./load.ts";

const CUTS = 20;

/** What was found when a rule's future, or its past, was taken away. */
export interface HonestyRow {
  readonly ruleId: string;
  readonly symbol: string;
  /** Cuts at which something said before them changed. */
  readonly lookAhead: number;
  readonly entries: number;
  /** Entries that hang on where the candles begin, with as much warm-up as the rule asks for. */
  readonly warmUp: number;
}

/** Every rule on every market, cut at random points, the same ones for the same candles. */
export function honestyOf({ rules, markets }: Loaded, plugins: ReadonlyMap<string, PluginTape>): readonly HonestyRow[] {
  const random = seededRandom("honesty");
  return rules.flatMap((rule) =>
    markets
      .filter(({ symbol }) => isFor(rule, symbol))
      .map(({ symbol, columns, candleMs }) => {
        const plugin = plugins.get(rule.document.id);
        const source: TapeSource = (all) => plugin?.(rule, symbol, all) ?? tapeOf(rule, all, { candleMs });
        const cuts = Array.from({ length: CUTS }, () => 1 + Math.floor(random() * columns.length));
        const starts = [0.1, 0.3, 0.5].map((share) => Math.floor(share * columns.length));
        const { entries, differing } = warmUpOf(source, columns, rule.warmupBars, starts);
        const lookAhead = lookAheadOf(source, columns, cuts).length;
        return { ruleId: rule.document.id, symbol, lookAhead, entries, warmUp: differing };
      }),
  );
}

export const honestyLines = (rows: readonly HonestyRow[]): readonly string[] =>
  rows.map(({ ruleId, symbol, lookAhead, entries, warmUp }) => {
    const ahead = lookAhead === 0 ? "does not look ahead" : `LOOKS AHEAD at ${lookAhead} of ${CUTS} cuts`;
    return `${ruleId} on ${symbol} ${ahead}; ${warmUp} of ${entries} entries hang on where the candles begin.`;
  });
