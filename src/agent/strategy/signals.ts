import type { Candle, Symbol } from "../../store/market/candle.ts";
import type { Timestamp } from "../../store/time.ts";
import type { ValidRule } from "../../store/rules/validate.ts";
import type { Readings } from "./compile.ts";
import { regimeLine } from "./regime.ts";

/** Why a signal should come true, and what would show that it does not. */
export interface Thesis {
  readonly claim: string;
  /** "ema(close, fast) = 101.2": what the rule saw. */
  readonly evidence: readonly string[];
  readonly invalidation: string;
  /** Candles after which the rule gives up, null when it does not. */
  readonly horizonBars: number | null;
  /** Mean R that the rule's record promises, null while there is no record. */
  readonly expectedR: number | null;
}

/** An opinion, without a size. Prices are floats: they are rounded to the instrument when it becomes an intent. */
export interface Signal {
  readonly ruleId: string;
  readonly ruleVersion: number;
  readonly symbol: Symbol;
  readonly side: "long" | "short";
  readonly candleTs: Timestamp;
  /** The signal candle's close, from which stop and target are measured. */
  readonly price: number;
  readonly stopPrice: number;
  readonly targetPrice: number | null;
  readonly thesis: Thesis;
}

/** Everything a signal is decided from. */
export interface Scene {
  readonly readings: Readings;
  readonly rule: ValidRule;
  readonly candle: Candle;
  readonly symbol: Symbol;
  /** Whether this rule holds a position or a working order on the symbol. */
  readonly isEngaged: boolean;
  readonly expectedR: number | null;
}

/**
 * The rule's entry on this candle, or null. There is none for a paused or retired rule, on another symbol, and where
 * stop or target are unknown or would lie at or below zero: a trade without its stop is no trade.
 */
export function signalOf(scene: Scene): Signal | null {
  const { readings, rule, symbol } = scene;
  if (!readings.entry || scene.isEngaged || !mayOpen(rule, symbol)) return null;
  return opening(scene, thesisOf(scene));
}

/** What a paused rule would enter on this candle if it were let; null like the others. It is for the shadow alone. */
export function shadowSignalOf(scene: Scene): Signal | null {
  const { readings, rule, symbol } = scene;
  const { status } = rule.document;
  if (status !== "paused" || !readings.entry || scene.isEngaged || !isAmong(rule, symbol)) return null;
  return opening(scene, thesisOf(scene));
}

/** What a rule would enter but for one of its conditions; null like the others. It is for the shadow alone. */
export function missedSignalOf(scene: Scene): Signal | null {
  const { readings, rule, symbol } = scene;
  if (typeof readings.missedBy !== "string" || scene.isEngaged || !mayOpen(rule, symbol)) return null;
  return opening(scene, thesisOf(scene));
}

/** What a rule holds of a symbol, as far as adding to it asks. */
export interface Held {
  readonly positions: number;
  /** The newest one's unrealized P&L over its initial risk; null when there was none. */
  readonly newestR: number | null;
}

/**
 * Another position beside those that the rule holds, when the newest stands far enough in gain; null when not, or when
 * the rule holds as many as it may, adds to none, or may not enter.
 */
export function additionOf(scene: Scene, { positions, newestR }: Held): Signal | null {
  const { rule, symbol } = scene;
  const { scale } = rule.document;
  if (scale === undefined || positions === 0 || positions > scale.steps || !mayOpen(rule, symbol)) return null;
  if (newestR === null || newestR < scale.atR) return null;
  const why = `added to what gains: the newest of ${positions} stands ${newestR} R, ${scale.atR} are asked for`;
  return opening(scene, thesisOf(scene, [why]));
}

function opening({ readings, rule: { document }, candle, symbol }: Scene, thesis: Thesis): Signal | null {
  const levels = levelsOf(readings, candle.close, document.side);
  if (levels === null) return null;
  return {
    ruleId: document.id,
    ruleVersion: document.version,
    symbol,
    side: document.side,
    candleTs: candle.ts,
    price: candle.close,
    ...levels,
    thesis,
  };
}

/** Where stop and target of an entry at `close` stand; null where one of them is unknown, or would lie at or below zero. */
export function levelsOf(
  { stopDistance, targetDistance }: Pick<Readings, "stopDistance" | "targetDistance">,
  close: number,
  side: "long" | "short",
): { readonly stopPrice: number; readonly targetPrice: number | null } | null {
  const direction = side === "long" ? 1 : -1;
  const stopPrice = levelAt(close, stopDistance, -direction);
  const targetPrice = targetDistance === null ? null : levelAt(close, targetDistance, direction);
  return Number.isNaN(stopPrice) || Number.isNaN(targetPrice) ? null : { stopPrice, targetPrice };
}

/** The price so far above (`direction` 1) or below (-1) a close; NaN where the distance is unknown or leads to no price. */
export function levelAt(close: number, distance: number, direction: number): number {
  const price = close + direction * distance;
  return Number.isFinite(distance) && distance > 0 && price > 0 ? price : Number.NaN;
}

/** Whether a rule may enter on that symbol at all. */
export function mayOpen(rule: ValidRule, symbol: Symbol): boolean {
  const { status } = rule.document;
  return status !== "paused" && status !== "retired" && isAmong(rule, symbol);
}

const isAmong = ({ document: { symbols } }: ValidRule, symbol: Symbol): boolean =>
  symbols === "any" || symbols.includes(symbol);

/** An intent carries 20 lines: the regime is the last of them. */
const MAX_VALUES = 19;

/** @param first what is to be said before the values that the rule saw. */
function thesisOf({ readings, rule: { document }, expectedR }: Scene, first: readonly string[] = []): Thesis {
  const [claim = ""] = document.thesis.split(";");
  const wrongIf = /\bwrong if\b\s*([^]+)$/i.exec(document.thesis)?.[1];
  const { timeBars } = document.exit;
  return {
    claim: claim.trim(),
    evidence: [
      ...[...first, ...readings.evidence.map(({ name, value }) => `${name} = ${Number(value.toPrecision(8))}`)].slice(
        0,
        MAX_VALUES,
      ),
      ...(readings.regime ? [regimeLine(readings.regime)] : []),
    ],
    invalidation: wrongIf?.trim() ?? "the stop is reached",
    horizonBars: timeBars === "none" ? null : timeBars,
    expectedR,
  };
}
