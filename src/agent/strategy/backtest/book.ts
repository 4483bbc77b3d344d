import type { Timestamp } from "../../../store/time.ts";
import { Desk, type Purse } from "./desk.ts";
import { Ledger } from "./ledger.ts";
import type { SizeInput } from "./size.ts";
import type { BacktestMarket, BacktestOptions, BacktestResult, OpenTrade, Post } from "./result.ts";
import { rowAt, type Timeline } from "./timeline.ts";

/** Everything a backtest keeps while it walks: cash, desks, and what every tick's equity was if that is asked for. */
export class Book {
  readonly desks: readonly Desk[];
  readonly markets: readonly BacktestMarket[];
  readonly options: BacktestOptions;
  readonly denied: Record<string, number> = {};
  readonly timeline: Timeline;
  readonly start: number;
  readonly end: number;
  readonly purse: Purse;
  /** What a size is worked out from: one object for all of them, since nobody keeps it. */
  readonly size: SizeInput = {
    equity: Number.NaN,
    cash: Number.NaN,
    price: Number.NaN,
    stopPrice: Number.NaN,
    volatility: null,
    costBps: Number.NaN,
    maxNotional: Number.NaN,
    sizePct: 100,
  };
  private readonly curve: { readonly equity: Float64Array; readonly held: Uint16Array } | null;

  constructor(
    markets: readonly BacktestMarket[],
    posts: readonly Post[],
    options: BacktestOptions,
    timeline: Timeline,
    { start, end }: { readonly start: number; readonly end: number },
  ) {
    this.markets = markets;
    this.options = options;
    this.timeline = timeline;
    this.start = start;
    this.end = Math.max(start, end);
    this.purse = { cash: options.equity, fees: 0, turnover: 0, ambiguous: 0, ledger: new Ledger() };
    // By markets, then by rules: the order in which the agent asks for entries.
    this.desks = markets.flatMap((market, index) =>
      posts.filter((post) => post.market === index).flatMap((post) => this.desksOf(post, market)),
    );
    const bars = this.end - start;
    this.curve = options.curve === true ? { equity: new Float64Array(bars), held: new Uint16Array(bars) } : null;
  }

  /** A desk for every position that the rule may hold at once. */
  private desksOf(post: Post, market: BacktestMarket): readonly Desk[] {
    const steps = post.rule.document.scale?.steps ?? 0;
    const desks = Array.from(
      { length: steps + 1 },
      (_, unit) => new Desk(post, market, this.purse, this.options.costs, unit),
    );
    for (const desk of desks) desk.siblings = desks;
    return desks;
  }

  /** Whether ticks between two events are nothing to anybody: there is no curve to draw, and no limits to show them to. */
  get isUnwatched(): boolean {
    return this.curve === null && !this.options.limits;
  }

  rowsOf(desk: Desk): Int32Array | null {
    return this.timeline.rows[desk.post.market] ?? null;
  }

  /** Row of the desk's newest candle at that tick. */
  rowOf(desk: Desk, tick: number): number {
    return rowAt(this.rowsOf(desk), tick);
  }

  tsAt(tick: number): Timestamp {
    return this.timeline.ts[tick] ?? Number.NaN;
  }

  /** Cash and what is held at the closes of that tick. */
  equityAt(tick: number): number {
    let equity = this.purse.cash;
    for (const desk of this.desks) {
      if (desk.quantity > 0) equity += desk.direction * desk.quantity * this.closeOf(desk, tick);
    }
    return equity;
  }

  /** Cash less what entries on their way were promised. */
  get freeCash(): number {
    let free = this.purse.cash;
    for (const { phase, entering } of this.desks) if (phase === "entering") free -= entering.reserved;
    return free;
  }

  deny(codes: readonly string[]): void {
    for (const code of codes) this.denied[code] = (this.denied[code] ?? 0) + 1;
  }

  /** Notes the equity of the ticks from `from` up to but not `to`, between which no position changed. */
  note(from: number, to: number): void {
    if (this.curve === null) return;
    const { equity, held } = this.curve;
    let open = 0;
    for (const desk of this.desks) if (desk.quantity > 0) open++;
    for (let tick = from; tick < to; tick++) {
      equity[tick - this.start] = open === 0 ? this.purse.cash : this.equityAt(tick);
      held[tick - this.start] = open;
    }
  }

  result(closeAtEnd: boolean): BacktestResult {
    const { purse, denied, start, end, curve } = this;
    const last = end - 1;
    if (closeAtEnd) for (const desk of this.desks) if (desk.quantity > 0) desk.end(this.rowOf(desk, last));
    const finalEquity = end > start ? this.equityAt(last) : purse.cash;
    if (closeAtEnd && curve !== null && end > start) curve.equity[last - start] = finalEquity;
    return {
      bars: end - start,
      get trades() {
        return purse.ledger.trades;
      },
      open: this.desks.filter(({ quantity }) => quantity > 0).map((desk) => this.openOf(desk, last)),
      finalEquity,
      fees: purse.fees,
      turnover: purse.turnover,
      ambiguous: purse.ambiguous,
      denied,
      curve: curve && { ts: this.timeline.ts.slice(start, end), ...curve },
    };
  }

  private closeOf(desk: Desk, tick: number): number {
    return desk.market.columns.close[this.rowOf(desk, tick)]!;
  }

  private openOf(desk: Desk, tick: number): OpenTrade {
    const { entryPrice, direction, quantity, fees } = desk;
    const markPrice = this.closeOf(desk, tick);
    return {
      ruleId: desk.post.rule.document.id,
      symbol: desk.market.symbol,
      side: direction === 1 ? "long" : "short",
      entryTs: desk.market.columns.ts[desk.entryRow]!,
      entryPrice,
      quantity,
      fees,
      pnl: direction * quantity * (markPrice - entryPrice) + desk.realized - fees,
      stopPrice: desk.stop,
      markPrice,
    };
  }
}
