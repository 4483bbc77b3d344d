import { TokenBucket } from "./tokenBucket.ts";

/** What a frame was let in for: whatever it says, taking an order back and nothing else, or not at all. */
export type LetIn = "anything" | "cancel" | null;

/** What one party may send: `cancelFrames` are kept for taking orders back when the rest is used up. */
export interface AllowedFrames {
  readonly framesPerSecond: number;
  readonly burstFrames: number;
  readonly cancelFrames: number;
}

/** A request to take one order back is far shorter: nothing longer is looked at. */
const LONGEST_CANCEL = 512;

/** What may still come in, judged before a line is parsed. It outlives connections: coming back gives nothing new. */
export class Allowance {
  readonly #frames: TokenBucket;
  readonly #cancels: TokenBucket;

  /** Asked for each time: limits may be tightened at any moment. */
  constructor(allowed: () => AllowedFrames, nowMs: number) {
    this.#frames = new TokenBucket(allowed, nowMs);
    this.#cancels = new TokenBucket(() => {
      const { cancelFrames } = allowed();
      return { framesPerSecond: cancelFrames, burstFrames: cancelFrames };
    }, nowMs);
  }

  /** `hasRoom`: whether one more frame may wait its turn. */
  take(line: string, hasRoom: boolean, nowMs: number): LetIn {
    if (hasRoom && this.#frames.take(nowMs)) return "anything";
    return looksLikeCancel(line) && this.#cancels.take(nowMs) ? "cancel" : null;
  }

  /** The market clock's own allowance: a tick that was sent may be answered, however fast ticks come. */
  grant(frames: number): void {
    this.#frames.grant(frames);
  }
}

/** A cheap look at the raw line, for what the parser then confirms or refuses. */
const looksLikeCancel = (line: string): boolean => line.length <= LONGEST_CANCEL && line.includes('"order.cancel"');
