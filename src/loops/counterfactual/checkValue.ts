import { clusteredTotal, type Interval } from "../statistics/clusteredInterval.ts";
import { momentsOf } from "../statistics/moments.ts";
import type { Blocked } from "./blocked.ts";
import { isNonNegotiable } from "./nonNegotiable.ts";

/** What one check (or one rule's checks) was worth, in R: positive when it saved money. */
export interface CheckValue {
  readonly code: string;
  /** Entries that it alone stood against, and those it shared with others. */
  readonly unique: number;
  readonly shared: number;
  /** Not followed to an end: still running, never filled, or the candles ended. They count in nothing. */
  readonly unresolved: number;
  readonly lossesAvoidedR: number;
  readonly winsForgoneR: number;
  /** Net saved, with its 90 % interval by days. */
  readonly net: Interval;
  readonly verdict: "saves" | "costs" | "unclear" | "insufficient data" | "non-negotiable";
  /** Blocks by it alone that are still missing until 0.2 R a trade would show at 80 % power; 0 when there are enough. */
  readonly moreNeeded: number;
  /** Mean of the worst twentieth of what it blocked: what a safety check is judged by. Null without any. */
  readonly tailR: number | null;
  readonly sentence: string;
}

const CONFIDENCE = 0.9;
const MIN_DAYS = 10;
const MIN_UNIQUE = 20;
const TAIL = 0.05;
/** What is worth knowing, in R a trade, and (z.95 + z.80)² of a one-sided test at 5 % with 80 % power. */
const WORTH_KNOWING_R = 0.2;
const POWER = 6.18;

/**
 * The value of one check over what was blocked. A block by it alone is its own in whole; one that several checks shared is
 * split evenly, which is Shapley's answer where all of them had to give way. So values of all checks add up to the whole.
 */
export function checkValue(code: string, all: readonly Blocked[]): CheckValue {
  const concerned = all.filter(({ by }) => by.includes(code));
  const followed = concerned.flatMap((each) => (each.r === null ? [] : [{ ...each, r: each.r }]));
  const parts = followed.map(({ day, r, by }) => ({ day, value: -r / new Set(by).size }));
  const unique = followed.filter(({ by }) => new Set(by).size === 1);
  const results = followed.map(({ r }) => r).toSorted((a, b) => a - b);
  const net = clusteredTotal(parts, CONFIDENCE);
  const { deviation } = momentsOf(results);
  const needed = Math.ceil(POWER * (Math.max(deviation, 0.1) / WORTH_KNOWING_R) ** 2);
  const worst = results.slice(0, Math.ceil(results.length * TAIL));
  const value = {
    code,
    unique: unique.length,
    shared: followed.length - unique.length,
    unresolved: concerned.length - followed.length,
    lossesAvoidedR: sum(parts.map(({ value }) => Math.max(0, value))),
    winsForgoneR: sum(parts.map(({ value }) => Math.max(0, -value))),
    net,
    verdict: verdictOf(code, unique.length, net),
    moreNeeded: Math.max(0, needed - unique.length),
    tailR: worst.length === 0 ? null : sum(worst) / worst.length,
  };
  return { ...value, sentence: sentenceOf(value) };
}

/** All checks that blocked anything, by code. */
export const checkValues = (all: readonly Blocked[]): readonly CheckValue[] =>
  [...new Set(all.flatMap(({ by }) => by))].sort().map((code) => checkValue(code, all));

/** The same of one rule's blocked entries alone. */
export const checkValuesOfRule = (ruleId: string, all: readonly Blocked[]): readonly CheckValue[] =>
  checkValues(all.filter((each) => each.ruleId === ruleId));

function verdictOf(code: string, unique: number, { low, high, days }: Interval): CheckValue["verdict"] {
  if (isNonNegotiable(code)) return "non-negotiable";
  if (unique < MIN_UNIQUE || days < MIN_DAYS) return "insufficient data";
  if (low > 0) return "saves";
  return high < 0 ? "costs" : "unclear";
}

function sentenceOf(value: Omit<CheckValue, "sentence">): string {
  const { code, unique, shared, net, verdict, moreNeeded, tailR } = value;
  const blocked = `${code} blocked ${unique} alone and ${shared} with others`;
  const tail = tailR === null ? "" : `; the worst twentieth would have brought ${tailR.toFixed(2)} R each`;
  if (verdict === "non-negotiable") return `${blocked}: a safety check, kept whatever it costs${tail}`;
  const more = moreNeeded > 0 ? `; about ${moreNeeded} more blocked by it alone until 0.2 R a trade would show` : "";
  const days = net.days < MIN_DAYS ? `, ${MIN_DAYS - net.days} more days` : "";
  if (verdict === "insufficient data") return `${blocked} over ${net.days} days: insufficient data${days}${more}`;
  const range = `${net.total.toFixed(1)} R (90 %: ${net.low.toFixed(1)} to ${net.high.toFixed(1)})`;
  const said = { saves: `saved ${range}`, costs: `cost ${range}`, unclear: `not told apart from nothing: ${range}` };
  return `${blocked}: ${said[verdict]}${more}`;
}

const sum = (values: readonly number[]): number => values.reduce((total, each) => total + each, 0);
