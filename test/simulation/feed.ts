import type { Mark } from "../../src/gate/mind/state.ts";
import type { Candle } from "../../src/store/market/candle.ts";
import { add, fromNumber, subtract } from "../../src/store/money.ts";
import { seededRandom } from "../../src/store/random.ts";
import { SYMBOLS } from "./agent.ts";
import { CANDLE_MS, Walk } from "./market.ts";
import type { Joined } from "./stage.ts";

interface Closed {
  readonly at: number;
  readonly candles: ReadonlyMap<string, Candle>;
}

/** Half of what lies between bid and ask. */
const HALF_SPREAD = "0.01";

/** The market of a world, and what of it the gate gets to see. */
export class Feed {
  readonly #walks: ReadonlyMap<string, Walk>;
  /** Candles that closed lately: a gate that was down is shown what it missed. */
  #closed: readonly Closed[] = [];
  /** No price moves any more. */
  isStill = false;
  /** The quotes do not change though the market does; bid and ask are the wrong way round. */
  isStale = false;
  isCrossed = false;
  #shown: Readonly<Record<string, Mark>> = {};

  constructor(seed: number) {
    this.#walks = new Map(SYMBOLS.map((symbol) => [symbol, new Walk(seededRandom(seed, `market ${symbol}`))]));
  }

  price(symbol: string): string {
    return fromNumber(this.#walks.get(symbol)?.price ?? 100);
  }

  /** The next price of every symbol. */
  move(at: number): void {
    for (const walk of this.#walks.values()) walk.step(at, this.isStill);
  }

  /** A candle of every symbol closes. */
  close(at: number): void {
    const candles = new Map([...this.#walks].map(([symbol, walk]) => [symbol, walk.close(at - CANDLE_MS)]));
    this.#closed = [...this.#closed, { at, candles }].slice(-48);
  }

  /** Shows a process the candles that it has not seen, and then the quotes. `seen`: what its mind knows by now. */
  show(joined: Joined, at: number, seen: () => number | null): void {
    for (const closed of this.#closed) {
      if (closed.at > (seen() ?? 0)) joined.close(closed.at - CANDLE_MS, closed.at, closed.candles);
    }
    if (!this.isStale) this.#shown = this.#marks(at);
    joined.quote(at, this.#shown);
  }

  #marks(at: number): Readonly<Record<string, Mark>> {
    return Object.fromEntries(
      SYMBOLS.map((symbol) => {
        const price = this.price(symbol);
        const [below, above] = [subtract(price, HALF_SPREAD), add(price, HALF_SPREAD)];
        const [bid, ask] = this.isCrossed ? [above, below] : [below, above];
        return [symbol, { price, at, book: { at, bids: [[bid, "1000"]], asks: [[ask, "1000"]] } }];
      }),
    );
  }
}
