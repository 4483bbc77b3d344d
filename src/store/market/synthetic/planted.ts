import type { Candle } from "../candle.ts";

/** Seeds that begin so are of a market with edges in it, for a demonstration: what is to be learned is known beforehand. */
const PLANTED_SEED = /^planted-/;

/** Candles whose mean a close crosses, and whose mean volume is exceeded. */
const WINDOW = 20;
/** Candles over which a drift comes, and how strong it is, in volatilities of a candle: far stronger than any real one. */
const HOLD = 12;
const DRIFT = 1.8;
const QUIET_DRIFT = -0.8;
/** The edge behind upward crossings ends here, that behind downward ones turns into its opposite. Candles from the first. */
export const ENDS_AT = 20_000;
export const TURNS_AT = 2_000;

/** The drift of the next candle, in volatilities; takes each candle when it closes. */
export interface PlantedDrift {
  readonly drift: number;
  take(candle: Candle): void;
}

const NONE: PlantedDrift = { drift: 0, take: () => {} };

/**
 * What is planted under that seed: after a close that crosses its mean of twenty on more volume than the mean of twenty, the
 * market goes up. Behind upward crossings that goes on for long, and those on less volume are followed by a fall; behind
 * downward ones it holds only at first, and then turns into its opposite. All of it is seen on a closed candle, and traded
 * from the next one on. Other seeds have nothing.
 */
export const plantedDrift = (seed: string | number): PlantedDrift =>
  typeof seed === "string" && PLANTED_SEED.test(seed) ? new Planted() : NONE;

export const isPlanted = (seed: string | number): boolean => typeof seed === "string" && PLANTED_SEED.test(seed);

class Planted implements PlantedDrift {
  readonly #closes: number[] = [];
  readonly #volumes: number[] = [];
  #seen = 0;
  #left = 0;
  #drift = 0;

  get drift(): number {
    return this.#left > 0 ? this.#drift : 0;
  }

  take({ close, volume }: Candle): void {
    const before = this.#closes.at(-1) ?? close;
    const meanBefore = meanOf(this.#closes);
    push(this.#closes, close);
    push(this.#volumes, volume);
    this.#seen += 1;
    this.#left = Math.max(0, this.#left - 1);
    if (this.#seen <= WINDOW || this.#left > 0) return;
    const mean = meanOf(this.#closes);
    const isLoud = volume > meanOf(this.#volumes);
    if (before <= meanBefore && close > mean && this.#seen < ENDS_AT) this.#begin(isLoud ? DRIFT : QUIET_DRIFT);
    else if (before >= meanBefore && close < mean && isLoud) this.#begin(this.#seen < TURNS_AT ? DRIFT : -DRIFT);
  }

  #begin(drift: number): void {
    this.#left = HOLD;
    this.#drift = drift;
  }
}

function push(values: number[], value: number): void {
  values.push(value);
  if (values.length > WINDOW) values.shift();
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, each) => sum + each, 0) / values.length;
