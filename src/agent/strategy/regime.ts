/** The state of a market as a rule's thesis names it: which way it goes, and how widely it swings for its own habits. */
export interface Regime {
  /** regime_trend(): 1 rising, 0 sideways, -1 falling. */
  readonly trend: number;
  /** regime_volatility(): 1 wild, 0 usual, -1 quiet. */
  readonly volatility: number;
}

const TRENDS = new Map([
  [1, "rising"],
  [0, "sideways"],
  [-1, "falling"],
]);
const VOLATILITIES = new Map([
  [1, "wild"],
  [0, "usual"],
  [-1, "quiet"],
]);
const LINE = "regime = ";

/** "rising, quiet"; null while one of the two is not known. */
export function regimeName({ trend, volatility }: Regime): string | null {
  const [way, swing] = [TRENDS.get(trend), VOLATILITIES.get(volatility)];
  return way === undefined || swing === undefined ? null : `${way}, ${swing}`;
}

/** A regime as a line of a thesis's evidence. */
export const regimeLine = (name: string): string => `${LINE}${name}`;

/** The regime that such lines name; null when none does. */
export const regimeIn = (evidence: readonly string[]): string | null =>
  evidence.find((line) => line.startsWith(LINE))?.slice(LINE.length) ?? null;
