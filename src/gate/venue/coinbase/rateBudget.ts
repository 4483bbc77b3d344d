import type { Timers } from "../../heart/pace.ts";

/** Who asks: cancels have a share that nothing else can use up; `public` is counted by the venue on its own. */
export type Lane = "cancel" | "private" | "public";

/**
 * Coinbase allows 30 calls a second with a key and 10 without. What may leave at once and what comes back within a second
 * stay below that together, so that no second holds more: 8 + 14 and 4 + 4 of the 30, 4 + 6 of the 10.
 */
const RATES = {
  cancel: { burst: 4, perSecond: 4 },
  private: { burst: 8, perSecond: 14 },
  public: { burst: 4, perSecond: 6 },
} as const;
/** How long calls of a lane are held back after the venue said that there were too many. */
const PENALTY_MS = 1_000;

interface Bucket {
  readonly burst: number;
  readonly perSecond: number;
  /** Calls that may leave now; below zero while some wait for their turn. */
  tokens: number;
  filledMs: number;
}

/**
 * Keeps calls below the venue's rates. Each call gets its turn in the order of asking; one whose turn would come later
 * than `maxWaitMs` does not get any, and must not be sent.
 */
export class RateBudget {
  readonly #timers: Timers;
  readonly #maxWaitMs: number;
  readonly #buckets: Readonly<Record<Lane, Bucket>>;

  constructor(timers: Timers, maxWaitMs: number) {
    this.#timers = timers;
    this.#maxWaitMs = maxWaitMs;
    const filledMs = timers.monotonicMs();
    const full = (lane: Lane): Bucket => ({ ...RATES[lane], tokens: RATES[lane].burst, filledMs });
    this.#buckets = { cancel: full("cancel"), private: full("private"), public: full("public") };
  }

  /** Resolves with true when the call may leave, at once with false when it may not. */
  async turn(lane: Lane): Promise<boolean> {
    const bucket = this.#quickest(lane);
    const waitMs = this.#waitMs(bucket);
    if (waitMs > this.#maxWaitMs) return false;
    bucket.tokens -= 1;
    if (waitMs > 0) await new Promise<void>((come) => void this.#timers.after(Math.ceil(waitMs), come));
    return true;
  }

  /** The venue said 429: everything of that lane waits a while, as if it had been used up. */
  penalize(lane: Lane): void {
    const bucket = this.#buckets[lane];
    this.#fill(bucket);
    bucket.tokens = Math.min(bucket.tokens, 0) - (bucket.perSecond * PENALTY_MS) / 1_000;
  }

  /** A cancel may also use what the others leave. */
  #quickest(lane: Lane): Bucket {
    const own = this.#buckets[lane];
    if (lane !== "cancel") return own;
    const other = this.#buckets.private;
    return this.#waitMs(other) < this.#waitMs(own) ? other : own;
  }

  #waitMs(bucket: Bucket): number {
    this.#fill(bucket);
    return bucket.tokens >= 1 ? 0 : ((1 - bucket.tokens) / bucket.perSecond) * 1_000;
  }

  #fill(bucket: Bucket): void {
    const nowMs = this.#timers.monotonicMs();
    const grown = ((nowMs - bucket.filledMs) / 1_000) * bucket.perSecond;
    bucket.tokens = Math.min(bucket.burst, bucket.tokens + Math.max(0, grown));
    bucket.filledMs = nowMs;
  }
}
