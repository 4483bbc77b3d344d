import { AGENT_CAPS, backtest } from "../../src/agent/strategy/backtest/backtest.ts";
import type { BacktestLimits, BacktestMarket, EntryWish } from "../../src/agent/strategy/backtest/result.ts";
import { isNonNegotiable } from "../../src/loops/counterfactual/nonNegotiable.ts";
import { type PortfolioValue, portfolioValues } from "../../src/loops/counterfactual/portfolioValue.ts";
import { toNumber } from "../../src/store/money.ts";
import { RuleError } from "../../src/store/rules/error.ts";
import { type ValidRule, validateRule } from "../../src/store/rules/validate.ts";
import type { Timestamp } from "../../src/store/time.ts";
import type { Home } from "../home.ts";
import { accountMarkets } from "./accountMarkets.ts";
import type { AccountRecord } from "./record.ts";

/** What checks were worth to the whole account, or why that cannot be said. */
export type PortfolioAnswer =
  | { readonly values: readonly (PortfolioValue & { readonly blocked: number })[]; readonly reason: null }
  | { readonly values: readonly []; readonly reason: string };

/** Every set of them is replayed: those that blocked most. */
const MAX_CODES = 6;

/**
 * The account replayed over its own candles with a check off: what it blocked is entered, takes cash and room from others,
 * and leaves as its rule says. The rules are those of now; other denials stay as they were.
 */
export function portfolioOf(record: AccountRecord, home: Pick<Home, "archive">): PortfolioAnswer {
  const { opened, denied, lastCandleTs } = record;
  const codes = codesOf(denied);
  if (codes.length === 0) return none("no check that may be given up has blocked an entry");
  if (opened === null || lastCandleTs === null) return none("the account's opening is not on the record");
  const markets = accountMarkets(opened.binding, lastCandleTs, home);
  if (markets === null) return none("its candles are not here: `trade data fetch` them into the archive");
  const rules = Object.values(record.rules).flatMap(validOf);
  const run = replayOf(rules, markets, { ...record, opened });
  const values = portfolioValues(codes, run).map((each) => ({
    ...each,
    blocked: denied.filter(({ by }) => by.includes(each.code)).length,
  }));
  return { values, reason: null };
}

const none = (reason: string): PortfolioAnswer => ({ values: [], reason });

/** A line for each: "SPREAD_TOO_WIDE in the whole account: saved 1.2 R alone, 0.9 R as its share". */
export function portfolioLines({ values, reason }: PortfolioAnswer): readonly string[] {
  if (reason !== null) return [`in the whole account: insufficient data (${reason})`];
  const said = (r: number): string => `${r < 0 ? "cost" : "saved"} ${Math.abs(r).toFixed(1)} R`;
  return values.map(({ code, aloneR, shareR, blocked }) => {
    const little = blocked < LEAST_BLOCKED ? `; insufficient data: ${blocked} of ${LEAST_BLOCKED} entries` : "";
    return `${code} in the whole account, replayed without it: ${said(aloneR)} alone, ${said(shareR)} as its share${little}`;
  });
}
const LEAST_BLOCKED = 20;

function codesOf(denied: AccountRecord["denied"]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { by } of denied) {
    for (const code of by) if (!isNonNegotiable(code)) counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  return [...counts]
    .toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, MAX_CODES)
    .map(([code]) => code);
}

type Opened = AccountRecord & { readonly opened: NonNullable<AccountRecord["opened"]> };

function replayOf(rules: readonly ValidRule[], markets: readonly BacktestMarket[], { opened, denied }: Opened) {
  const known = new Map(
    denied.map(({ intent, by }) => [keyOf(intent.ruleId, intent.symbol, intent.reference.candleTs), by]),
  );
  const equity = toNumber(opened.startingCash);
  return (off: ReadonlySet<string>): number => {
    const limits = without(known, off);
    const options = { costs: opened.costs, equity, ...AGENT_CAPS, limits, from: opened.at };
    return backtest(rules, markets, options).trades.reduce((sum, { r }) => sum + (r ?? 0), 0);
  };
}

/** What was denied then is denied again, unless for the checks that are off alone. */
function without(known: ReadonlyMap<string, readonly string[]>, off: ReadonlySet<string>): BacktestLimits {
  return {
    // So far that it binds nothing: what it denied then is among what was denied.
    collarBps: 5_000,
    closed() {},
    entry({ rule, symbol, candleTs }: EntryWish) {
      return (known.get(keyOf(rule.document.id, symbol, candleTs)) ?? []).filter((code) => !off.has(code));
    },
    exit: () => [],
    tightened() {},
  };
}

const keyOf = (ruleId: string, symbol: string, candleTs: Timestamp): string => `${ruleId} ${symbol} ${candleTs}`;

/** Rules that trade; one that the language of now does not take has no part. */
function validOf(document: Parameters<typeof validateRule>[0]): readonly ValidRule[] {
  if (document.status === "paused" || document.status === "retired") return [];
  try {
    return [validateRule(document)];
  } catch (error) {
    if (error instanceof RuleError) return [];
    throw error;
  }
}
