import type { BacktestLimits, BacktestOptions, EntryWish, ExitWish } from "../../src/agent/strategy/backtest/result.ts";
import { PROTOCOL_VERSION } from "../../src/gate/contract/frame.ts";
import { Gate, type GateJournal } from "../../src/gate/heart/gate.ts";
import { MarketClock } from "../../src/gate/heart/marketClock.ts";
import { TickTime } from "../../src/gate/heart/marketTime.ts";
import type { Safety } from "../../src/gate/safety/schema.ts";
import { PaperVenue } from "../../src/gate/venue/paper.ts";
import { idSource } from "../../src/store/ids.ts";
import { GENESIS } from "../../src/store/journal/record.ts";
import type { Tick } from "../../src/store/market/source/source.ts";
import { fromNumber, toNumber } from "../../src/store/money.ts";
import { seededRandom } from "../../src/store/random.ts";
import { timeframeMs } from "../../src/store/time.ts";
import type { AccountBinding } from "../../src/store/words/account.ts";
import { type Intent, intent } from "../../src/store/words/intent.ts";
import type { Loaded } from "./load.ts";

type Account = Pick<BacktestOptions, "costs" | "equity">;

const SEED = "backtest";
/** Every wish comes in as the first frame of its connection would. */
const ORIGIN = { protocol: PROTOCOL_VERSION, order: "rising" } as const;

/**
 * The limits of safety.yaml, judged by the gate itself: a gate in memory walks the same candles with the same rules, and
 * is asked before every entry and exit. Its ladder, its ledger and its holds are the ones that guard a real account.
 */
export function limitsOf(loaded: Loaded, safety: Safety, { costs, equity }: Account): GateLimits {
  const { markets, timeframe, currency } = loaded;
  const openTs = Math.min(...markets.map(({ columns }) => columns.ts[0] ?? 0));
  const time = new TickTime(openTs);
  const nextId = idSource(time.now, seededRandom(SEED));
  const gate = new Gate({ journal: forgetful(), safety, timeframe, time, nextId, publish: () => {} });
  const instruments = markets.map(({ instrument }) => ({ ...instrument, asOf: null }));
  const symbols = markets.map(({ symbol }) => symbol);
  const market = { kind: "sim", seed: SEED, epoch: openTs, historyBars: 0 } as const;
  const binding: AccountBinding = { mode: "paper", venue: "paper", market, symbols, timeframe, currency };
  const starters = loaded.rules.map(({ document }) => ({ document, rationale: "a rule under test" }));
  const opening = { type: "account.open", binding, costs, instruments } as const;
  gate.execute({ ...opening, startingCash: fromNumber(equity), starters });
  const venue = new PaperVenue({
    costs,
    instrument: (symbol) => instruments.find((each) => each.symbol === symbol),
    now: time.now,
    report: gate.report,
  });
  gate.connect(venue);
  return new GateLimits(gate, venue, time, timeframeMs(timeframe), nextId);
}

/** The limits, and what the gate behind them holds the account to be worth. */
export class GateLimits implements BacktestLimits {
  readonly collarBps: number;
  readonly #gate: Gate;
  readonly #clock: MarketClock;
  readonly #now: () => number;
  readonly #nextId: () => string;
  /** The gate's position behind each of a rule's: its entry's id. */
  readonly #positions = new Map<string, string>();
  #tick: Tick | null = null;

  constructor(gate: Gate, venue: PaperVenue, time: TickTime, candleMs: number, nextId: () => string) {
    this.collarBps = gate.safety.limits.orders.collarBps;
    this.#gate = gate;
    this.#now = time.now;
    this.#nextId = nextId;
    this.#clock = new MarketClock({ gate, venue, time, candleMs, source: { next: () => this.#tick } });
  }

  /** What the gate's own ledger came to. */
  get account(): { readonly equity: number; readonly fees: number; readonly trades: number } {
    const { equity, fees, trades } = this.#gate.state;
    return { equity: toNumber(equity), fees: toNumber(fees), trades };
  }

  closed(candleTs: number, candles: Tick["candles"]): void {
    this.#tick = { candleTs, candles };
    this.#clock.step();
  }

  entry(wish: EntryWish): readonly string[] {
    const { stopPrice, targetPrice } = wish;
    const common = this.#common(wish);
    this.#positions.set(keyOf(wish.rule.document.id, wish.symbol, wish.unit), common.intentId);
    return this.#ask({
      ...common,
      purpose: "entry",
      side: wish.side === "long" ? "buy" : "sell",
      stopPrice: fromNumber(stopPrice),
      ...(targetPrice === null ? {} : { targetPrice: fromNumber(targetPrice) }),
    });
  }

  exit(wish: ExitWish): readonly string[] {
    const side = wish.rule.document.side === "long" ? "sell" : "buy";
    const positionId = this.#positions.get(keyOf(wish.rule.document.id, wish.symbol, wish.unit));
    return this.#ask({ ...this.#common(wish), purpose: "exit", side, positionId });
  }

  tightened(ruleId: string, symbol: string, unit: number, stopPrice: number): void {
    const positionId = this.#positions.get(keyOf(ruleId, symbol, unit)) ?? "";
    if (this.#gate.state.positions[positionId] === undefined) {
      throw new RangeError(`the gate holds no ${symbol} of ${ruleId}`);
    }
    this.#gate.execute({ type: "stop.tighten", positionId, stopPrice: fromNumber(stopPrice), by: "gate" });
  }

  #common({ rule: { document }, symbol, candleTs, price, quantity }: EntryWish | ExitWish) {
    return {
      intentId: this.#nextId(),
      ruleId: document.id,
      ruleVersion: document.version,
      symbol,
      quantity: fromNumber(quantity),
      type: "market",
      timeInForce: "ioc",
      thesis: { claim: "a rule under test", evidence: [], invalidation: "none", horizonBars: null, expectedR: null },
      reference: { price: fromNumber(price), candleTs },
      createdAt: this.#now(),
    } as const;
  }

  #ask(wish: Omit<Intent, "thesis"> & { readonly thesis: object }): readonly string[] {
    const events = this.#gate.execute({
      type: "intent.submit",
      intent: intent.parse(wish),
      prior: null,
      origin: ORIGIN,
    });
    return events.flatMap((event) => (event.type === "intent.denied" ? event.data.denials : []));
  }
}

const keyOf = (ruleId: string, symbol: string, unit: number): string => `${ruleId} ${symbol} ${unit}`;

/** A memory that keeps nothing: the account ends with the backtest. */
function forgetful(): GateJournal {
  let seq = 0;
  return {
    append: (drafts) => drafts.map((draft) => ({ ...draft, seq: (seq += 1), prevHash: GENESIS, hash: GENESIS })),
    read: () => [],
    replay: () => [],
    head: () => ({ seq, hash: GENESIS }),
    saveSnapshot: () => {},
    loadSnapshot: () => null,
  };
}
