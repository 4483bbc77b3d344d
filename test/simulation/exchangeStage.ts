import { RemoteVenue } from "../../src/gate/venue/remote.ts";
import type { ExchangeFill } from "../../src/gate/venue/exchange.ts";
import { add, fromNumber, isMore, isPositive, multiply, roundTo } from "../../src/store/money.ts";
import { seededRandom } from "../../src/store/random.ts";
import { MINUTE_MS } from "../../src/store/time.ts";
import type { OrderSpec } from "../../src/store/words/order.ts";
import { open } from "../gate/facts.ts";
import { SYMBOLS } from "./agent.ts";
import { Book } from "./exchange/book.ts";
import { HostileExchange } from "./exchange/hostile.ts";
import type { BookOrder, Terms } from "./exchange/order.ts";
import { EXCHANGE_FAULTS, type ExchangeFault, Faults, STANDING } from "./faults.ts";
import { groundsOf } from "./grounds.ts";
import { heard, watched } from "./hand.ts";
import type { Life } from "./life.ts";
import { markOf } from "./mark.ts";
import type { Mortal } from "./mortal.ts";
import type { Move } from "./plan.ts";
import { Lull } from "./lull.ts";
import type { Planted } from "./planted.ts";
import type { Joined, Stage } from "./stage.ts";
import type { Timeline } from "./timeline.ts";
import { wireOf } from "./wire.ts";

export interface ExchangeStageOptions {
  readonly seed: number;
  readonly timeline: Timeline;
  readonly trueNow: () => number;
  readonly price: (symbol: string) => string;
  readonly planted: Planted;
  readonly onSent: (spec: OrderSpec) => void;
  /** One of our orders was executed; null for a stranger's. */
  readonly onExecuted: (clientOrderId: string | null, fill: ExchangeFill) => void;
}

/** An exchange that is hostile, and the people who trade there by hand with the same account. */
export class ExchangeStage implements Stage {
  readonly grounds;
  readonly #options: ExchangeStageOptions;
  readonly #book: Book;
  readonly #faults: Faults;
  readonly #exchange: HostileExchange;
  #lull: Lull | null = null;
  #stirred = false;

  constructor(options: ExchangeStageOptions) {
    const { seed, timeline, trueNow, price, onExecuted } = options;
    const random = seededRandom(seed, "exchange");
    this.#options = options;
    this.#faults = new Faults(() => timeline.monotonicMs);
    this.#book = new Book({
      now: trueNow,
      price,
      cash: open.startingCash,
      share: () => (this.#faults.take("fillPart") === null ? 1 : 0.1 + 0.8 * random()),
      jumps: () => this.#faults.take("stopJumped") !== null,
      onFill: (fill, order) => onExecuted(order.clientOrderId, fill),
      onChange: () => this.#lull?.stir(),
    });
    this.#exchange = new HostileExchange({
      book: this.#book,
      faults: this.#faults,
      timeline,
      random,
      now: trueNow,
      onTraffic: () => {
        this.#stirred = true;
      },
    });
    this.grounds = groundsOf(this.#book);
  }

  get isStirred(): boolean {
    const stirred = this.#stirred;
    this.#stirred = false;
    return stirred;
  }

  get isDown(): boolean {
    return this.#faults.has("outage");
  }

  join(mortal: Mortal, life: Life): Joined {
    const { timeline, planted, onSent } = this.#options;
    const report = heard(planted, (command) => life.hears(command));
    const wire = wireOf({ exchange: this.#exchange, mortal, onSent });
    this.#lull = new Lull(timeline, () => this.#isCalm(life));
    const venue = new RemoteVenue({
      exchange: planted.exchange?.(wire) ?? wire,
      now: timeline.now,
      timers: this.#lull.timersOf(() => mortal.isAlive),
      report,
      state: () => life.gate.state,
    });
    return {
      venue: watched({ venue, mortal, planted, report: (command) => life.hears(command) }),
      quote: (at, marks) => life.does({ type: "market.quote", at, marks }),
      close: (candleTs, closedAt, candles) => {
        const marks = [...candles].map(([symbol, candle]) => markOf(symbol, candle));
        life.does({ type: "market.advance", n: life.gate.state.nextTick, at: closedAt, candleTs, candles: marks });
      },
    };
  }

  commanded(): void {
    this.#lull?.stir();
  }

  /** Whether a round of the hand could learn nothing: all is known, and nothing is wrong. */
  #isCalm({ gate: { state } }: Life): boolean {
    const isSettled =
      state.reconciled && state.flattening.length === 0 && state.holds.every(({ cause }) => cause !== "venue_lost");
    const isCertain = Object.values(state.orders).every((order) => !order.isLost && CERTAIN.has(order.state));
    // Whoever looks for what was given up, and is there after all, finds it.
    const isGone = Object.keys(state.abandoned).every((id) => this.#book.find(id)?.status !== "open");
    return isSettled && isCertain && isGone && !this.#faults.isAnyStanding && this.#exchange.isWhollyTold;
  }

  traded(symbol: string): void {
    this.#book.trade(symbol);
  }

  heal(): void {
    this.#faults.heal();
  }

  durable(): void {}

  befalls(move: Move): void {
    if ((EXCHANGE_FAULTS as readonly string[]).includes(move.kind)) {
      this.#faults.arm(move.kind as ExchangeFault, lengthOf(move));
    } else this.#byHand(move);
  }

  #byHand({ kind, pick, size, price }: Move): void {
    const symbol = SYMBOLS[pick % SYMBOLS.length] ?? SYMBOLS[0];
    const quantity = roundTo(fromNumber(0.1 + size / 1_000), "0.00000001", "down");
    if (kind === "handCancels") {
      const order = this.#book.working[pick % Math.max(1, this.#book.working.length)];
      if (order !== undefined) this.#book.cancel(order, "hand");
    } else if (kind === "handBuys") this.#book.admit(null, termsOf(symbol, "buy", quantity));
    else if (kind === "handSells") {
      const theirs = this.#strangersHold(symbol);
      if (isPositive(theirs))
        this.#book.admit(null, termsOf(symbol, "sell", isMore(quantity, theirs) ? theirs : quantity));
    } else if (kind === "handOrders") {
      const limitPrice = roundTo(
        multiply(this.#options.price(symbol), fromNumber(0.9 + price / 20_000)),
        "0.01",
        "down",
      );
      this.#book.admit(null, { ...termsOf(symbol, "buy", quantity), type: "limit", limitPrice, timeInForce: "gtc" });
    }
  }

  /** Of what orders without an id of ours have bought, and not sold again. */
  #strangersHold(symbol: string): string {
    const theirs = [...this.#book.orders.values()].filter(isStrangers(symbol));
    return add(...theirs.map(({ terms, filled }) => (terms.side === "buy" ? filled : `-${filled}`)));
  }
}

const CERTAIN: ReadonlySet<string> = new Set(["reserved", "accepted"]);

const isStrangers =
  (symbol: string) =>
  ({ clientOrderId, terms, filled }: BookOrder): boolean =>
    clientOrderId === null && terms.symbol === symbol && isPositive(filled);

/** What waits for a call that it fits waits for hours; what stands for a while stands for minutes, an outage up to an hour. */
function lengthOf({ kind, size }: Move): number {
  if (kind === "outage") return (1 + (size % 60)) * MINUTE_MS;
  return STANDING.has(kind) ? (0.2 + (size / 1_000) * 2) * MINUTE_MS : 6 * 60 * MINUTE_MS;
}

const termsOf = (symbol: string, side: "buy" | "sell", quantity: string): Terms => ({
  symbol,
  side,
  type: "market",
  quantity,
  limitPrice: null,
  collarPrice: null,
  stopPrice: null,
  targetPrice: null,
  timeInForce: "ioc",
  expiresAt: null,
});
