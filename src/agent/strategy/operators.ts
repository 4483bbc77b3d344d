import type { Arithmetic, Comparison, Logical } from "../../store/rules/expression.ts";

/** Truth as a value of a cell, so that numbers and conditions run through the same program. */
export const TRUE = 1;
export const FALSE = 0;
const truth = (value: boolean): number => (value ? TRUE : FALSE);

type Binary = (left: number, right: number) => number;

/** Division by zero is unknown (NaN), not infinite: infinity would win every comparison. */
const ARITHMETIC: Readonly<Record<Arithmetic, Binary>> = {
  "+": (left, right) => left + right,
  "-": (left, right) => left - right,
  "*": (left, right) => left * right,
  "/": (left, right) => (right === 0 ? Number.NaN : left / right),
};

/** A comparison with an unknown number is false, `!=` too: what is not known is no reason to trade. */
const COMPARISON: Readonly<Record<Comparison, Binary>> = {
  "<": (left, right) => truth(left < right),
  "<=": (left, right) => truth(left <= right),
  ">": (left, right) => truth(left > right),
  ">=": (left, right) => truth(left >= right),
  "==": (left, right) => truth(left === right),
  "!=": (left, right) => truth(left < right || left > right),
};

const LOGICAL: Readonly<Record<Logical, Binary>> = {
  and: (left, right) => truth(left === TRUE && right === TRUE),
  or: (left, right) => truth(left === TRUE || right === TRUE),
};

export const BINARY: Readonly<Record<Arithmetic | Comparison | Logical, Binary>> = {
  ...ARITHMETIC,
  ...COMPARISON,
  ...LOGICAL,
};

/** Of two numbers or one, without memory. */
export const PLAIN: ReadonlyMap<string, (a: number, b: number) => number> = new Map([
  ["abs", (a: number) => Math.abs(a)],
  ["min", Math.min],
  ["max", Math.max],
]);

/** Whether a moved from one side of b to the other between two candles; touching counts as the side it came from. */
export const CROSSES: ReadonlyMap<string, (a: number, b: number, aBefore: number, bBefore: number) => number> = new Map(
  [
    ["crossover", (a, b, aBefore, bBefore) => truth(aBefore <= bBefore && a > b)],
    ["crossunder", (a, b, aBefore, bBefore) => truth(aBefore >= bBefore && a < b)],
  ],
);
