import { fixed, grouped, rounded, signed } from "../agent/cockpit/amount.ts";
import { isPositive, isZero, type Money } from "../store/money.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS, type Timestamp } from "../store/time.ts";

export { fixed, grouped, rounded, signed };

/** What is shown where nothing is known. */
export const NONE = "–";

/** An amount in the account's currency: "100,234.12". */
export const cash = (value: Money): string => fixed(value, 2);

/** A gain or loss: "▲ +234.12", "▼ -54.12", "  0.00": arrow and sign say it without color. */
export function gain(value: Money): string {
  const text = signed(value, 2);
  if (isZero(value)) return `  ${text}`;
  return isPositive(value) ? `▲ ${text}` : `▼ ${text}`;
}

const placesOf = (value: Money): number => value.split(".")[1]?.length ?? 0;

/** Prices of one row to the same number of decimals, so that they can be compared by eye. */
export const pricePlaces = (prices: readonly Money[]): number => Math.min(8, Math.max(2, ...prices.map(placesOf)));

/** "1.20 %": a share of a hundred. */
export const percent = (value: number, places = 2): string => `${value.toFixed(places)} %`;

/** "+1.20R"; "–" when there was no stop to measure by. */
export function rMultiple(value: number | null): string {
  if (value === null) return NONE;
  return `${value < 0 ? "-" : "+"}${Math.abs(value).toFixed(2)}R`;
}

/** "20:11:23", UTC. */
export const clockText = (at: Timestamp): string => new Date(at).toISOString().slice(11, 19);
/** "20:11", UTC. */
export const minuteText = (at: Timestamp): string => clockText(at).slice(0, 5);

/** "0.4 s", "12 s", "3 min", "5.2 h", "8 d": how long, to two digits. */
export function duration(ms: number): string {
  if (ms < 10 * SECOND_MS) return `${(ms / SECOND_MS).toFixed(1)} s`;
  if (ms < 2 * MINUTE_MS) return `${Math.round(ms / SECOND_MS)} s`;
  if (ms < 2 * HOUR_MS) return `${Math.round(ms / MINUTE_MS)} min`;
  if (ms < 10 * HOUR_MS) return `${(ms / HOUR_MS).toFixed(1)} h`;
  if (ms < 2 * DAY_MS) return `${Math.round(ms / HOUR_MS)} h`;
  return `${Math.round(ms / DAY_MS)} d`;
}

/** a − b as a share of b in percent: "+0.23 %"; "–" when b is zero. */
export function changePercent(change: number, base: number): string {
  if (base === 0 || !Number.isFinite(change / base)) return NONE;
  const value = (change / base) * 100;
  return `${value < 0 ? "-" : "+"}${Math.abs(value).toFixed(2)} %`;
}
