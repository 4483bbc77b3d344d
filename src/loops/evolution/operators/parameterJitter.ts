import { normal } from "../../../store/random.ts";
import type { RuleDocument } from "../../../store/rules/document.ts";
import { usedParams } from "../../../store/rules/fingerprint.ts";
import { type Operator, pick } from "../operator.ts";

/** A step's deviation, as a share of the parameter's range. */
const STEP = 0.2;

/** Moves one or two parameters within their bounds. */
export const parameterJitter: Operator = {
  name: "parameter jitter",
  vary(parent, { random }) {
    const names = Object.keys(usedParams(parent)).filter((name) => hasRoom(parent.params[name]));
    if (names.length === 0) return null;
    const chosen = new Set([pick(names, random), ...(random() < 0.5 ? [pick(names, random)] : [])]);
    const moved = [...chosen].map((name) => [name, jittered(parent.params[name]!, () => normal(random))] as const);
    const changed = moved.filter(([name, { value }]) => value !== parent.params[name]?.value);
    if (changed.length === 0) return null;
    const change = changed.map(([name, { value }]) => `${name} ${parent.params[name]!.value} → ${value}`).join(", ");
    return { document: { ...parent, params: { ...parent.params, ...Object.fromEntries(changed) } }, change };
  },
};

type Param = RuleDocument["params"][string];
const hasRoom = (param: Param | undefined): boolean => param !== undefined && param.max > param.min;

function jittered(param: Param, draw: () => number): Param {
  return { ...param, value: inBounds(param, param.value + draw() * STEP * (param.max - param.min)) };
}

/** Within the bounds, whole where all three are whole, else to three digits. */
export function inBounds({ value, min, max }: Param, wanted: number): number {
  const isWhole = [value, min, max].every(Number.isInteger);
  const rounded = isWhole ? Math.round(wanted) : Number(wanted.toPrecision(3));
  return Math.max(min, Math.min(max, rounded));
}
