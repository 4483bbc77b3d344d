/**
 * Columns of indicators that many programs over the same candles ask for: each is worked out once. Bounded: when
 * `maxBytes` are held, nothing more is kept, and whoever asks works it out for itself.
 */
export class SharedColumns {
  readonly #held = new Map<string, Float64Array>();
  readonly #length: number;
  readonly #maxColumns: number;

  constructor(length: number, maxBytes: number) {
    this.#length = length;
    this.#maxColumns = Math.floor(maxBytes / (length * Float64Array.BYTES_PER_ELEMENT));
  }

  /** The column of that name, filled by `work` when it is new; null when it is new and there is no room. */
  column(name: string, work: (out: Float64Array) => void): Float64Array | null {
    const known = this.#held.get(name);
    if (known !== undefined) return known;
    if (this.#held.size >= this.#maxColumns) return null;
    const column = new Float64Array(this.#length);
    this.#held.set(name, column);
    work(column);
    return column;
  }
}
