import type { Clock } from "../../store/time.ts";
import { doubtOf, type Sides, type Word } from "./doubt.ts";
import type { FetchTop } from "./topOfBook.ts";

export interface BookWatchOptions {
  readonly symbols: readonly string[];
  readonly fetchTop: FetchTop;
  readonly now: Clock;
}

/** Looks at the top of every book and remembers what others say of the same price, so that no single source is believed. */
export class BookWatch {
  readonly #fetchTop: FetchTop;
  readonly #now: Clock;
  readonly #sides: Map<string, Sides>;

  constructor({ symbols, fetchTop, now }: BookWatchOptions) {
    this.#fetchTop = fetchTop;
    this.#now = now;
    const at = now();
    this.#sides = new Map(
      symbols.map((symbol) => [
        symbol,
        { symbol, top: null, answeredAt: at, cause: "", movedAt: at, candle: null, gate: null } satisfies Sides,
      ]),
    );
  }

  /** Asks for every book once. One that does not come is silence, which `doubts` tell once it lasts. */
  async look(): Promise<void> {
    for (const symbol of this.#sides.keys()) {
      try {
        const top = await this.#fetchTop(symbol);
        const at = this.#now();
        const before = this.#sides.get(symbol)?.top ?? null;
        const isMoved = before === null || before.stampedAt !== top.stampedAt;
        this.#change(symbol, { top, answeredAt: at, cause: "", ...(isMoved ? { movedAt: at } : {}) });
      } catch (error) {
        const cause = error instanceof Error ? error.message : String(error);
        this.#change(symbol, { cause: cause.split("\n")[0] ?? "" });
      }
    }
  }

  /** The newest candle of a symbol, as it was just read. */
  candle(symbol: string, close: number): void {
    this.#change(symbol, { candle: { price: close, at: this.#now() } });
  }

  /** What the gate marks a symbol at, read by itself. */
  gate(symbol: string, mark: Word): void {
    this.#change(symbol, { gate: mark });
  }

  /** Why not to believe what is seen, by symbol; empty when there is nothing against any. */
  get doubts(): ReadonlyMap<string, string> {
    const doubts = new Map<string, string>();
    for (const [symbol, sides] of this.#sides) {
      const doubt = doubtOf(sides, this.#now());
      if (doubt !== null) doubts.set(symbol, doubt);
    }
    return doubts;
  }

  #change(symbol: string, change: Partial<Sides>): void {
    const sides = this.#sides.get(symbol);
    if (sides !== undefined) this.#sides.set(symbol, { ...sides, ...change });
  }
}
