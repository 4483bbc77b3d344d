import type { BacktestMarket, BacktestTrade, ExitReason, Post } from "./result.ts";

/** Who made a trade. */
interface Owner {
  readonly post: Post;
  readonly market: BacktestMarket;
}

/** What a closed position was, in the order in which it lies in the ledger. */
const FIELDS = ["entryRow", "entryPrice", "exitRow", "exitPrice", "quantity", "fees", "pnl", "r"] as const;
/** Trades in a piece of the ledger: small enough that its memory is that of a piece which was given back before. */
const PIECE = 256;
/** `r` is NaN where there was no risk. */
export type ClosedAmounts = { readonly [Name in (typeof FIELDS)[number]]: number };

/**
 * Closed trades as numbers, one after the other. A parameter sweep asks for what they came to and never looks at one: they
 * become objects only when somebody does.
 */
export class Ledger {
  readonly #owners: Owner[] = [];
  readonly #reasons: ExitReason[] = [];
  readonly #pieces: Float64Array[] = [];
  #trades: readonly BacktestTrade[] | null = null;

  add(owner: Owner, reason: ExitReason, amounts: ClosedAmounts): void {
    const index = this.#owners.length % PIECE;
    if (index === 0) this.#pieces.push(new Float64Array(PIECE * FIELDS.length));
    const numbers = this.#pieces.at(-1)!;
    let at = index * FIELDS.length;
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
    const numbers = this.#pieces[Math.floor(index / PIECE)]!;
    const of = (name: (typeof FIELDS)[number]): number =>
      numbers[(index % PIECE) * FIELDS.length + FIELDS.indexOf(name)]!;
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
