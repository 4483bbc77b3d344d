/** The last `length` values, oldest first. Sums over it are made anew each time, so that no error builds up over weeks. */
export class Window {
  private readonly ring: Float64Array;
  private next = 0;
  private held = 0;
  readonly length: number;

  constructor(length: number) {
    this.length = length;
    this.ring = new Float64Array(length);
  }

  /** Takes the newest value and lets the oldest go. */
  push(value: number): void {
    this.ring[this.next] = value;
    this.next = (this.next + 1) % this.length;
    if (this.held < this.length) this.held++;
  }

  get isFull(): boolean {
    return this.held === this.length;
  }

  /** The oldest value, NaN until the window is full. */
  get oldest(): number {
    return this.isFull ? this.at(0) : Number.NaN;
  }

  /** The value `age` places after the oldest; only of a full window. */
  at(age: number): number {
    const place = this.next + age;
    return this.ring[place < this.length ? place : place - this.length] ?? Number.NaN;
  }
}
