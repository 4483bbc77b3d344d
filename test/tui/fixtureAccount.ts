import type { EquityPoint } from "../../src/agent/cockpit/view.ts";
import type { OrderRow, PositionRow, Status } from "../../src/gate/contract/status.ts";
import { seededRandom } from "../../src/store/random.ts";
import { HOUR_MS, MINUTE_MS } from "../../src/store/time.ts";
import { idOf, NOW } from "./fixtureIds.ts";

type PositionSeed = readonly [
  symbol: string,
  ruleId: string,
  quantity: string,
  entry: string,
  mark: string,
  pnl: string,
  r: number,
  stop: string,
  target: string | null,
  kind: PositionRow["stopKind"],
];
const POSITION_SEEDS: readonly PositionSeed[] = [
  ["BTC/USD", "ema-trend", "0.012", "59410.5", "60010.5", "7.20", 0.62, "58450", "62300", "EXCHANGE"],
  ["ETH/USD", "ema-trend", "0.85", "3120.25", "3098.4", "-18.57", -0.41, "3067", "3280", "EXCHANGE"],
  ["SOL/USD", "rsi-reversion", "12.5", "148.312", "151.07", "34.48", 1.2, "146.01", null, "GATE-ONLY"],
  ["DOGE/USD", "rsi-reversion", "14250", "0.12345", "0.12301", "-6.27", -0.18, "0.1209", "0.1302", "MIXED"],
];

export const POSITIONS: readonly PositionRow[] = POSITION_SEEDS.map(
  ([symbol, ruleId, quantity, entryPrice, markPrice, unrealizedPnl, r, stopPrice, targetPrice, stopKind], index) => ({
    positionId: idOf(100 + index),
    ruleId,
    symbol,
    side: "long",
    quantity,
    entryPrice,
    markPrice,
    unrealizedPnl,
    r,
    stopPrice,
    targetPrice,
    stopKind,
    stopVerifiedAgoMs: stopKind === "GATE-ONLY" ? null : 12_000 * (index + 1),
    openedAt: NOW - (index + 1) * HOUR_MS,
  }),
);

const order = (
  n: number,
  symbol: string,
  role: OrderRow["role"],
  type: string,
  quantity: string,
  price: string,
): OrderRow => ({
  clientOrderId: idOf(200 + n),
  ruleId: "ema-trend",
  symbol,
  role,
  side: role === "entry" ? "buy" : "sell",
  type,
  quantity,
  filledQuantity: "0",
  price,
  state: "accepted",
});

export const ORDERS: readonly OrderRow[] = [
  order(1, "BTC/USD", "stop", "bracket", "0.012", "58450"),
  order(2, "ETH/USD", "stop", "bracket", "0.85", "3067"),
  order(3, "BTC/USD", "entry", "limit", "0.01", "59800"),
];

export const STATUS: Status = {
  gateSeq: 4_211,
  mode: "paper",
  arming: null,
  market: "sim",
  binding: {
    mode: "paper",
    venue: "paper",
    market: { kind: "sim", seed: "42", epoch: NOW - 500 * HOUR_MS, historyBars: 500 },
    symbols: ["BTC/USD", "ETH/USD", "SOL/USD", "DOGE/USD"],
    timeframe: "5m",
    currency: "USD",
  },
  gate: {
    pid: 42_117,
    since: "2026-11-20T08:00:00Z",
    protocol: 1,
    journalId: "j",
    home: "/home/op/.local/state/trade",
  },
  trading: { state: "active", holds: [] },
  account: {
    currency: "USD",
    equity: "100234.12",
    cash: "92110.87",
    dayPnl: "234.12",
    weekPnl: "-120.40",
    realizedPnl: "264.25",
    unrealizedPnl: "-30.13",
    fees: "41.77",
    peakEquity: "100612.40",
    drawdownPct: 0.38,
    startingCash: "100000",
    deposits: "0",
    trades: 48,
  },
  positions: [...POSITIONS],
  externals: [{ symbol: "SOL/USD", quantity: "3", cost: "441.9", markPrice: "151.07", value: "453.21" }],
  risk: {
    why: null,
    venues: [],
    figures: [
      { name: "delta", value: "8123.25", used: "8123.25", limit: "100234.12", per: "if all prices doubled" },
      { name: "gamma", value: "0", used: "0", limit: "10023.41", per: "of delta per 1 %" },
      { name: "vega", value: "0", used: "0", limit: "2004.68", per: "per point of vol" },
      { name: "theta", value: "0", used: "0", limit: "501.17", per: "per day" },
      { name: "rho", value: "0", used: "0", limit: "1002.34", per: "per point of interest" },
      { name: "value at risk", value: "1218.48", used: "1218.48", limit: "15035.11", per: "a day, 99 %" },
      {
        name: "expected shortfall",
        value: "1218.48",
        used: "1218.48",
        limit: "20046.82",
        per: "on the days beyond",
      },
      {
        name: "worst corner",
        value: "-2436.97",
        used: "2436.97",
        limit: "30070.23",
        per: "prices -30 %, vol -20",
      },
    ],
    confidencePct: 99,
    scenarios: 312,
    assumed: true,
    stress: [-30, -20, -10, 10, 20, 30].flatMap((pricePct) =>
      [-20, 0, 20].map((volatilityPoints) => ({ pricePct, volatilityPoints, pnl: (81.2325 * pricePct).toFixed(2) })),
    ),
  },
  orders: [...ORDERS],
  foreignOrders: [],
  flattening: [],
  venue: { reconciled: true, reconciledAgoMs: null },
  agent: { connected: true, heartbeatAgeMs: 320, deadMan: "armed", deadManNext: { stage: "warn", inMs: 9_680 } },
  data: { ageMs: 420, stale: false, n: 1_204, at: NOW },
  speed: 60,
  counts: { intents: 111, approved: 92, denied: { NOTIONAL_ABOVE_MAX: 14, QUOTE_STALE: 5 }, orders: 131, fills: 140 },
};

/** A walk of 240 candles that ends at the status' equity. */
export function equityWalk(points = 240): readonly EquityPoint[] {
  const random = seededRandom("equity");
  const steps = Array.from({ length: points }, () => (random() - 0.48) * 60);
  const total = steps.reduce((sum, step) => sum + step, 0);
  let equity = 100_234.12 - total;
  return steps.map((step, index) => {
    equity += step;
    return { at: NOW - (points - index) * 5 * MINUTE_MS, equity };
  });
}
