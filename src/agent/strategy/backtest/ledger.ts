import type { BacktestMarket, BacktestTrade, ExitReason, Post } from "./result.ts";

/** Who made a trade. */
interface Owner {
  readonly post: Post;
  readonly market: BacktestMarket;
}

/** What a closed position was, and where that stands in its row of the ledger. `r` is NaN where there was no risk. */
export const FIELD = {
  entryRow: 0,
  entryPrice: 1,
  exitRow: 2,
  exitPrice: 3,
  quantity: 4,
  fees: 5,
  pnl: 6,
  r: 7,
  owner: 8,
  reason: 9,
} as const;
const WIDTH = Object.keys(FIELD).length;
const REASONS: readonly ExitReason[] = ["stop", "target", "when", "time", "partial", "end"];
/** Trades in a piece of the ledger: small enough that its memory is that of a piece which was given back before. */
const PIECE = 256;

/**
 * Closed trades as numbers, one after the other. A parameter sweep asks for what they came to and never looks at one: they
 * become objects only when somebody does.
 */
export class Ledger {
  /** The piece that is written to; `row` says where. */
  numbers = new Float64Array(0);
  readonly #owners: Owner[] = [];
  readonly #pieces: Float64Array[] = [];
  #trades: readonly BacktestTrade[] | null = null;

  #length = 0;

  /** Somebody who will make trades: what `row` is to know it by. */
  join(owner: Owner): number {
    return this.#owners.push(owner) - 1;
  }

  /** A new trade: where in `numbers` its other fields are to be written. */
  row(owner: number, reason: ExitReason): number {
    const index = this.#length++ % PIECE;
    if (index === 0) this.#pieces.push((this.numbers = new Float64Array(PIECE * WIDTH)));
    const at = index * WIDTH;
    this.numbers[at + FIELD.owner] = owner;
    this.numbers[at + FIELD.reason] = REASONS.indexOf(reason);
    return at;
  }

  /** In the order in which they closed. */
  get trades(): readonly BacktestTrade[] {
    return (this.#trades ??= Array.from({ length: this.#length }, (_, index) => this.#trade(index)));
  }

  #trade(index: number): BacktestTrade {
    const numbers = this.#pieces[Math.floor(index / PIECE)]!;
    const of = (name: keyof typeof FIELD): number => numbers[(index % PIECE) * WIDTH + FIELD[name]]!;
    const { post, market } = this.#owners[of("owner")]!;
    const { ts } = market.columns;
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
      exitReason: REASONS[of("reason")]!,
    };
  }
}
