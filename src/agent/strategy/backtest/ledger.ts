import type { BacktestMarket, BacktestTrade, ExitReason, Post } from "./result.ts";

/** Who made a trade. */
interface Owner {
  readonly post: Post;
  readonly market: BacktestMarket;
}

/** What a closed position was, in the order in which it lies in the ledger. */
const FIELDS = ["entryRow", "entryPrice", "exitRow", "exitPrice", "quantity", "fees", "pnl", "r"] as const;
/** `r` is NaN where there was no risk. */
export type ClosedAmounts = { readonly [Name in (typeof FIELDS)[number]]: number };

/**
 * Closed trades as numbers, one after the other. A parameter sweep asks for what they came to and never looks at one: they
 * become objects only when somebody does.
 */
export class Ledger {
  readonly #owners: Owner[] = [];
  readonly #reasons: ExitReason[] = [];
  #numbers = new Float64Array(64 * FIELDS.length);
  #trades: readonly BacktestTrade[] | null = null;

  add(owner: Owner, reason: ExitReason, amounts: ClosedAmounts): void {
    let at = this.#owners.length * FIELDS.length;
    if (at === this.#numbers.length) {
      const grown = new Float64Array(2 * at);
      grown.set(this.#numbers);
      this.#numbers = grown;
    }
    const numbers = this.#numbers;
    numbers[at++] = amounts.entryRow;
    numbers[at++] = amounts.entryPrice;
    numbers[at++] = amounts.exitRow;
    numbers[at++] = amounts.exitPrice;
    numbers[at++] = amounts.quantity;
    numbers[at++] = amounts.fees;
    numbers[at++] = amounts.pnl;
    numbers[at] = amounts.r;
    this.#owners.push(owner);
    this.#reasons.push(reason);
  }

  /** In the order in which they closed. */
  get trades(): readonly BacktestTrade[] {
    return (this.#trades ??= this.#owners.map((owner, index) => this.#trade(owner, index)));
  }

  #trade({ post, market }: Owner, index: number): BacktestTrade {
    const { ts } = market.columns;
    const of = (name: (typeof FIELDS)[number]): number => this.#numbers[index * FIELDS.length + FIELDS.indexOf(name)]!;
    const r = of("r");
    return {
      ruleId: post.rule.document.id,
      symbol: market.symbol,
      side: post.rule.document.side,
      entryTs: ts[of("entryRow")]!,
      entryPrice: of("entryPrice"),
      exitTs: ts[of("exitRow")]!,
      exitPrice: of("exitPrice"),
      quantity: of("quantity"),
      fees: of("fees"),
      pnl: of("pnl"),
      r: Number.isNaN(r) ? null : r,
      exitReason: this.#reasons[index]!,
    };
  }
}
