import type { MarketTick } from "../../gate/contract/notification.ts";
import type { ClosedTick } from "../market/feed.ts";

/** A tick of the gate's clock, or one of real data. */
export type Waiting =
  | { readonly frame: MarketTick; readonly tick?: undefined }
  | { readonly tick: ClosedTick; readonly frame?: undefined };

/** Candles of real data that wait for the gate to come back. (The gate's own clock waits for every acknowledgment.) */
const MAX_WAITING = 1_000;

/** Ticks in the order they came, until their turn. */
export class TickQueue {
  #waiting: Waiting[] = [];

  /** Adds one. The one that no longer has room is given back: it is history by now. */
  push(waiting: Waiting): Waiting | null {
    this.#waiting.push(waiting);
    return this.#waiting.length > MAX_WAITING ? this.shift() : null;
  }

  shift(): Waiting | null {
    return this.#waiting.shift() ?? null;
  }

  /** Whether the next one can be looked at: every event before it is known. */
  isReady(gateSeq: number): boolean {
    const [next] = this.#waiting;
    return next !== undefined && (next.frame?.gateSeq ?? 0) <= gateSeq;
  }

  get startsWithFrame(): boolean {
    return this.#waiting[0]?.frame !== undefined;
  }

  /** Forgets the gate's ticks of former connections that the market has left behind. */
  dropFrames(isLeft: (n: number) => boolean): void {
    this.#waiting = this.#waiting.filter(({ frame }) => frame === undefined || !isLeft(frame.n));
  }
}
