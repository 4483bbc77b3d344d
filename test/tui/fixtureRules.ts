import type { ProposalRow, RuleRow } from "../../src/gate/contract/rulebook.ts";
import type { Basis } from "../../src/store/words/basis.ts";
import type { RuleDocument } from "../../src/store/rules/document.ts";
import { HOUR_MS } from "../../src/store/time.ts";
import { idOf, NOW } from "./fixtureIds.ts";

/** A rule that parses, with `over` in place of parts of it. */
export function ruleDocument(id: string, over: Partial<RuleDocument> = {}): RuleDocument {
  return {
    id,
    version: 3,
    status: "active",
    symbols: ["BTC/USD", "ETH/USD"],
    timeframe: "5m",
    side: "long",
    params: {
      fast: { value: 12, min: 5, max: 30 },
      slow: { value: 26, min: 15, max: 80 },
      k: { value: 2, min: 1, max: 4 },
    },
    entry: "crossover(ema(close, fast), ema(close, slow)) and close > ema(close, 200)",
    exit: { stop: "k * atr(14)", target: "3R", trail: "none", timeBars: 96, when: "none" },
    size: { riskPct: 0.5 },
    thesis: "trend continuation after a pullback; wrong if price closes below the slow average",
    ...over,
  };
}

const stats = (
  trades: number,
  wins: number,
  netPnl: string,
  sumR: number,
  sumR2: number,
  intents: number,
  denied: number,
) => ({
  trades,
  wins,
  netPnl,
  sumR,
  sumR2,
  intents,
  denied,
  lossStreak: 0,
  lastLossAt: null,
});

export const RULES: readonly RuleRow[] = [
  { document: ruleDocument("ema-trend"), stats: stats(41, 19, "312.40", 8.6, 61.2, 88, 12) },
  {
    document: ruleDocument("rsi-reversion", {
      version: 7,
      status: "probation",
      entry: "rsi(close, 14) < 28 and close > ema(close, 200)",
      thesis: "an oversold dip in an uptrend is bought back; wrong if the dip becomes the trend",
    }),
    stats: stats(7, 4, "-48.15", -0.9, 6.4, 19, 3),
  },
  {
    document: ruleDocument("breakout-20", {
      version: 1,
      status: "paused",
      entry: "close > highest(high, 20) and volume > 1.5 * sma(volume, 20)",
      thesis: "a new high on volume runs on; wrong if it falls back into the range",
    }),
    stats: stats(0, 0, "0", 0, 0, 4, 4),
  },
];

const proposal = (
  n: number,
  document: RuleDocument,
  direction: "tighten" | "loosen",
  rationale: string,
  hours: number,
  basis?: Basis,
): ProposalRow => ({
  proposal: {
    proposalId: idOf(500 + n),
    kind: "rule.replace",
    document,
    direction,
    filedBy: "agent",
    filedAt: NOW - HOUR_MS,
    expiresAt: NOW + hours * HOUR_MS,
    rationale,
    ...(basis === undefined ? {} : { basis }),
  },
  state: "open",
  reason: null,
});

const BASIS: Basis = {
  change: "parameter jitter: fast 12 → 9, k 2 → 2.4",
  predicted: { mean: 0.0812, low: 0.021, high: 0.1414, periodMs: 24 * HOUR_MS },
  expectedR: 0.21,
  falsifier:
    "wrong if its mean over the next 141 trades is not above 0.105 R, or either alarm of its watch fires before",
  evidence: [
    { code: "DSR", passed: true, sentence: "DSR: 0.97 of 0.95 needed, best of 40 tries" },
    { code: "SPA", passed: true, sentence: "SPA: p 0.012 of at most 0.05" },
    { code: "HOLDOUT", passed: true, sentence: "HOLDOUT: 0.0610 R a day on untouched data" },
  ],
};

export const PROPOSALS: readonly ProposalRow[] = [
  proposal(
    1,
    ruleDocument("ema-trend", {
      version: 4,
      params: {
        fast: { value: 9, min: 5, max: 30 },
        slow: { value: 26, min: 15, max: 80 },
        k: { value: 2.4, min: 1, max: 4 },
      },
    }),
    "loosen",
    "A faster average and a wider stop earned +0.08R a trade out of sample over 212 trades, after correction for 40 variants tried.",
    5.2,
    BASIS,
  ),
  proposal(
    2,
    ruleDocument("rsi-reversion", { version: 8, size: { riskPct: 0.25 } }),
    "tighten",
    "Edge decay: the last 20 trades earn less than the 60 before them. Half the risk until it recovers.",
    22,
  ),
];

/** A single order that is larger than goes by itself. */
export const ORDER_ASKED: ProposalRow = {
  proposal: {
    proposalId: idOf(510),
    kind: "order.approve",
    intent: {
      intentId: idOf(511),
      ruleId: "ema-trend",
      ruleVersion: 3,
      symbol: "BTC/USD",
      purpose: "entry",
      side: "buy",
      quantity: "0.85",
      type: "market",
      timeInForce: "ioc",
      stopPrice: "58900",
      targetPrice: "63200",
      thesis: {
        claim: "the trend goes on after the pullback",
        evidence: ["ema(close, 12) 60120 above ema(close, 26) 59870"],
        invalidation: "price closes below the slow average",
        horizonBars: 96,
        expectedR: 0.21,
      },
      reference: { price: "60010.5", candleTs: NOW - HOUR_MS },
      createdAt: NOW - HOUR_MS,
    },
    notional: "51008.925",
    direction: "loosen",
    filedBy: "gate",
    filedAt: NOW - HOUR_MS,
    expiresAt: NOW + HOUR_MS / 6,
    rationale: "ema-trend wants 51008.925 of BTC/USD: the trend goes on after the pullback",
  },
  state: "open",
  reason: null,
};

/** What the loops would run by. */
export const SETTING_ASKED: ProposalRow = {
  proposal: {
    proposalId: idOf(512),
    kind: "settings.change",
    key: "evolveTrades",
    value: "200",
    before: "100",
    direction: "neutral",
    filedBy: "agent",
    filedAt: NOW - HOUR_MS,
    expiresAt: NOW + 160 * HOUR_MS,
    rationale: "evolveTrades 100 → 200: 1.20 R a day more by each of 12 stored cycles, at least 0.30 at 95 %",
  },
  state: "open",
  reason: null,
};
