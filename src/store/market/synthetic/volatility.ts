import { normal, type Random } from "../../random.ts";

/** One factor of log volatility: an Ornstein-Uhlenbeck process with that half-life and stationary deviation. */
interface Factor {
  readonly halfLifeBars: number;
  readonly deviation: number;
}

/** Hours, a day and ten days of 5-minute bars: sums of such factors decay like the long memory of real volatility. */
export const FACTORS: readonly Factor[] = [
  { halfLifeBars: 12, deviation: 0.38 },
  { halfLifeBars: 288, deviation: 0.3 },
  { halfLifeBars: 2880, deviation: 0.32 },
];

/** Each call moves the sum of `factors` on by one bar; the start is drawn from the stationary law. */
export function logVolatility(factors: readonly Factor[], random: Random): () => number {
  const states = factors.map(({ deviation }) => deviation * normal(random));
  const decays = factors.map(({ halfLifeBars }) => 0.5 ** (1 / halfLifeBars));
  return () => {
    let sum = 0;
    for (const [i, { deviation }] of factors.entries()) {
      const decay = decays[i] ?? 0;
      const next = decay * (states[i] ?? 0) + deviation * Math.sqrt(1 - decay * decay) * normal(random);
      states[i] = next;
      sum += next;
    }
    return sum;
  };
}
