/**
 * The fold of the last `length` values by an associative operation (a sum, a maximum), at a cost that does not depend on
 * the length. Two stacks make the queue: what left the front is never subtracted, so that nothing is left of it, no
 * rounding and no NaN (the "two-stack queue" for sliding windows; Tangwongsan et al., VLDB 2015).
 */
export class Folded {
  /** Suffix folds of the older part, from each place to its end. */
  private readonly front: Float64Array;
  /** The newer part as it came. */
  private readonly back: Float64Array;
  private readonly fold: (older: number, newer: number) => number;
  private frontFrom: number;
  private backCount = 0;
  private backFold = Number.NaN;
  private held = 0;
  readonly length: number;

  constructor(length: number, fold: (older: number, newer: number) => number) {
    this.length = length;
    this.fold = fold;
    this.front = new Float64Array(length);
    this.back = new Float64Array(length);
    this.frontFrom = length;
  }

  /** Takes the newest value, lets the oldest go, and gives the fold of all that are held; NaN until there are `length`. */
  next(value: number): number {
    const { length, fold } = this;
    if (this.held === length) {
      if (this.frontFrom === length) this.turn();
      this.frontFrom++;
    } else this.held++;
    this.back[this.backCount] = value;
    this.backFold = this.backCount === 0 ? value : fold(this.backFold, value);
    this.backCount++;
    if (this.held < length) return Number.NaN;
    return this.frontFrom === length ? this.backFold : fold(this.front[this.frontFrom] ?? Number.NaN, this.backFold);
  }

  /** The back becomes the front: its suffixes are folded from the newest to the oldest. */
  private turn(): void {
    const { length, front, back, fold } = this;
    let running = back[length - 1] ?? Number.NaN;
    front[length - 1] = running;
    for (let place = length - 2; place >= 0; place--) front[place] = running = fold(back[place] ?? Number.NaN, running);
    this.frontFrom = 0;
    this.backCount = 0;
    this.backFold = Number.NaN;
  }
}
