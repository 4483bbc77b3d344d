import { absolute, isPositive, isZero, type Money, roundTo } from "../../store/money.ts";

const GROUPS = /\B(?=(\d{3})+$)/g;

/** "60010.5" → "60,010.5"; the digits stay what they are. */
export function grouped(value: Money): string {
  const [whole = "0", fraction] = value.split(".");
  const sign = whole.startsWith("-") ? "-" : "";
  const digits = whole.replace("-", "").replace(GROUPS, ",");
  return fraction === undefined ? `${sign}${digits}` : `${sign}${digits}.${fraction}`;
}

/** Rounded half away from zero to exactly `places` decimals and grouped: ("1234.5", 2) → "1,234.50". */
export function fixed(value: Money, places: number): string {
  const increment = places === 0 ? "1" : `0.${"0".repeat(places - 1)}1`;
  const [whole = "0", fraction = ""] = roundTo(value, increment, "nearest").split(".");
  return grouped(places === 0 ? whole : `${whole}.${fraction.padEnd(places, "0")}`);
}

/** A sentence with its long decimals rounded to two places: the journal keeps every digit, a person reads none of them. */
export const rounded = (text: string): string => text.replace(/\d+\.\d{3,}/g, (amount) => fixed(amount, 2));

/** As `fixed`, with its sign in front: "+1,234.50", "-3.20", "0.00". */
export function signed(value: Money, places: number): string {
  const text = fixed(absolute(value), places);
  if (isZero(value) || /^[0.,]+$/.test(text)) return text;
  return isPositive(value) ? `+${text}` : `-${text}`;
}
