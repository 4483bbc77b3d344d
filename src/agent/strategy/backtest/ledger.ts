import type { BacktestMarket, BacktestTrade, ExitReason, Post } from "./result.ts";

/**
 * Closed trades as columns. A parameter sweep asks for what they came to and never looks at one: they become objects only
 * when somebody does.
 */
export class Ledger {
  readonly #posts: { readonly post: Post; readonly market: BacktestMarket }[] = [];
  readonly #reasons: ExitReason[] = [];
  readonly #entryRow: number[] = [];
  readonly #entryPrice: number[] = [];
  readonly #exitRow: number[] = [];
  readonly #exitPrice: number[] = [];
  readonly #quantity: number[] = [];
  readonly #fees: number[] = [];
  /** NaN where there was no risk. */
  readonly #r: number[] = [];
  readonly pnl: number[] = [];
  #trades: readonly BacktestTrade[] | null = null;

  add(of: { readonly post: Post; readonly market: BacktestMarket }, reason: ExitReason, amounts: ClosedAmounts): void {
    this.#posts.push(of);
    this.#reasons.push(reason);
    this.#entryRow.push(amounts.entryRow);
    this.#entryPrice.push(amounts.entryPrice);
    this.#exitRow.push(amounts.exitRow);
    this.#exitPrice.push(amounts.exitPrice);
    this.#quantity.push(amounts.quantity);
    this.#fees.push(amounts.fees);
    this.#r.push(amounts.r);
    this.pnl.push(amounts.pnl);
  }

  /** In the order in which they closed. */
  get trades(): readonly BacktestTrade[] {
    return (this.#trades ??= this.pnl.map((pnl, index) => this.#trade(pnl, index)));
  }

  #trade(pnl: number, index: number): BacktestTrade {
    const { post, market } = this.#posts[index]!;
    const { ts } = market.columns;
    const r = this.#r[index]!;
    return {
      ruleId: post.rule.document.id,
      symbol: market.symbol,
      side: post.rule.document.side,
      entryTs: ts[this.#entryRow[index]!]!,
      entryPrice: this.#entryPrice[index]!,
      exitTs: ts[this.#exitRow[index]!]!,
      exitPrice: this.#exitPrice[index]!,
      quantity: this.#quantity[index]!,
      fees: this.#fees[index]!,
      pnl,
      r: Number.isNaN(r) ? null : r,
      exitReason: this.#reasons[index]!,
    };
  }
}

/** What a closed position was, in numbers. */
export type ClosedAmounts = {
  readonly [Name in "entryRow" | "entryPrice" | "exitRow" | "exitPrice" | "quantity" | "fees" | "pnl" | "r"]: number;
};
