import { AGENT_CAPS } from "../src/agent/strategy/backtest/backtest.ts";
import { termsOf } from "../src/agent/strategy/backtest/terms.ts";
import type { CandleColumns } from "../src/store/market/candle.ts";
import { readInstruments } from "../src/store/market/instruments.ts";
import { normal, seededRandom } from "../src/store/random.ts";
import { ruleDocument } from "../src/store/rules/document.ts";
import { type ValidRule, validateRule } from "../src/store/rules/validate.ts";
import { MINUTE_MS } from "../src/store/time.ts";

const COLUMNS = ["ts", "open", "high", "low", "close", "volume"] as const;

/** Shared memory for that many candles. */
export const memoryFor = (length: number): SharedArrayBuffer =>
  new SharedArrayBuffer(COLUMNS.length * length * Float64Array.BYTES_PER_ELEMENT);

/** The six columns that lie in it, one after the other. */
export function columnsOver(memory: SharedArrayBuffer, length: number): CandleColumns {
  const column = (index: number) => new Float64Array(memory, index * length * Float64Array.BYTES_PER_ELEMENT, length);
  return {
    length,
    ts: column(0),
    open: column(1),
    high: column(2),
    low: column(3),
    close: column(4),
    volume: column(5),
  };
}

/** Fills them with a walk that stays within its prices: a cent is the step. */
export function fillWalk({ length, ts, open, high, low, close, volume }: CandleColumns, everyMs = MINUTE_MS): void {
  const random = seededRandom("bench walk");
  let price = 60_000;
  for (let row = 0; row < length; row += 1) {
    const pull = 0.0001 * Math.log(60_000 / price);
    const next = Math.round(price * Math.exp(0.0005 * normal(random) + pull) * 100) / 100;
    ts[row] = 1_735_689_600_000 + row * everyMs;
    open[row] = price;
    close[row] = next;
    high[row] = Math.round(Math.max(price, next) * 100.02) / 100;
    low[row] = Math.round(Math.min(price, next) * 99.98) / 100;
    volume[row] = 1 + random();
    price = next;
  }
}

/** The rule that is measured: in on a crossing of two averages, a stop of some ranges, out on the crossing back. */
export const crossing = (): ValidRule =>
  validateRule(
    ruleDocument.parse({
      id: "crossing",
      version: 1,
      status: "active",
      symbols: "any",
      timeframe: "any",
      side: "long",
      params: {
        fast: { value: 12, min: 2, max: 60 },
        slow: { value: 26, min: 10, max: 200 },
        k: { value: 2, min: 0.5, max: 6 },
      },
      entry: "crossover(ema(close, fast), ema(close, slow))",
      exit: { stop: "k * atr(14)", when: "crossunder(ema(close, fast), ema(close, slow))" },
      size: { riskPct: 0.5 },
      thesis: "what crosses upwards goes on a while; wrong if it crosses back",
    }),
  );

export const TERMS = termsOf(readInstruments("instruments.yaml").get("BTC/USD"));
/** So little that the account lives through twenty thousand trades. */
export const FEE_BPS = 0.05;
export const OPTIONS = {
  costs: { takerFeeBps: FEE_BPS, makerFeeBps: FEE_BPS, spreadBps: 0, slippageBps: 0 },
  equity: 1_000_000,
  ...AGENT_CAPS,
} as const;
