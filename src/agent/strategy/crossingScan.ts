import type { ColumnCell } from "./columnar.ts";

/** Which side of the other one a series is on; zero while they are equal or one of them is unknown. */
const [ABOVE, BELOW, NEITHER] = [1, -1, 0] as const;

/**
 * Where one series crosses another, looked for once per block for every condition that asks: a rule that enters on a
 * crossing mostly leaves on the crossing back. What is found is what `CROSSES` says TRUE of.
 */
export class CrossingScan {
  /** Rows of the block at hand on which the first crosses over the second, and under it, oldest first. */
  readonly over: Int32Array;
  readonly under: Int32Array;
  overCount = 0;
  underCount = 0;
  private readonly a: ColumnCell;
  private readonly b: ColumnCell;
  private aBefore = Number.NaN;
  private bBefore = Number.NaN;

  constructor(a: ColumnCell, b: ColumnCell, blockRows: number) {
    this.a = a;
    this.b = b;
    this.over = new Int32Array(blockRows);
    this.under = new Int32Array(blockRows);
  }

  /** Takes the rows that the cells have been filled with. */
  scan(length: number): void {
    const [as, bs] = [this.a.values, this.b.values];
    const { over, under } = this;
    let [aBefore, bBefore, overs, unders] = [this.aBefore, this.bBefore, 0, 0];
    let side: number = aBefore > bBefore ? ABOVE : aBefore < bBefore ? BELOW : NEITHER;
    for (let row = 0; row < length; row++) {
      const x = as[row]!;
      const y = bs[row]!;
      // Not above may also be unknown, which is no side to come from: so the row before is asked again.
      if (x > y) {
        if (side !== ABOVE && aBefore <= bBefore) over[overs++] = row;
        side = ABOVE;
      } else if (x < y) {
        if (side !== BELOW && aBefore >= bBefore) under[unders++] = row;
        side = BELOW;
      } else side = NEITHER;
      aBefore = x;
      bBefore = y;
    }
    this.aBefore = aBefore;
    this.bBefore = bBefore;
    this.overCount = overs;
    this.underCount = unders;
  }
}
