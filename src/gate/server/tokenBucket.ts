/** What one connection may send: so many frames at once, and then so many a second. */
export interface FrameRate {
  readonly framesPerSecond: number;
  readonly burstFrames: number;
}

/** How many frames a connection may still send: they come back with monotonic time, never more than a burst. */
export class TokenBucket {
  readonly #rate: () => FrameRate;
  #tokens: number;
  #filledMs: number;

  /** The rate is asked for each time: it may be tightened while the connection stands. */
  constructor(rate: () => FrameRate, nowMs: number) {
    this.#rate = rate;
    this.#tokens = rate().burstFrames;
    this.#filledMs = nowMs;
  }

  /** Takes one token, if there is one. */
  take(nowMs: number): boolean {
    const elapsed = Math.max(0, nowMs - this.#filledMs);
    this.#filledMs = nowMs;
    const { framesPerSecond, burstFrames } = this.#rate();
    this.#tokens = Math.min(burstFrames, this.#tokens + (elapsed / 1_000) * framesPerSecond);
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }

  /** The market clock's own allowance: a tick that was sent may be answered, however fast ticks come. */
  grant(tokens: number): void {
    this.#tokens = Math.min(this.#rate().burstFrames, this.#tokens + tokens);
  }
}
