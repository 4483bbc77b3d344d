import type { BinaryOperator } from "../../store/rules/expression.ts";
import { BINARY, FALSE, TRUE } from "./operators.ts";

/** An operation over two columns of a block: `out` takes what it gives on each of the first `length` rows. */
export type ColumnOp = (left: Float64Array, right: Float64Array, out: Float64Array, length: number) => void;

/** A loop around an operator of `operators.ts`: any of them, called row by row. */
export const looped =
  (operate: (left: number, right: number) => number): ColumnOp =>
  (left, right, out, length) => {
    for (let row = 0; row < length; row++) out[row] = operate(left[row] ?? Number.NaN, right[row] ?? Number.NaN);
  };

/**
 * The operators that stand in most rules, each in a loop of its own: a call for every row would cost more than the work.
 * They say the same as `BINARY`, bit for bit; test/agent/strategy/columnar.test.ts holds them to it.
 */
export const COLUMN_OPS: Readonly<Record<BinaryOperator, ColumnOp>> = {
  "+": (left, right, out, length) => {
    for (let row = 0; row < length; row++) out[row] = left[row]! + right[row]!;
  },
  "-": (left, right, out, length) => {
    for (let row = 0; row < length; row++) out[row] = left[row]! - right[row]!;
  },
  "*": (left, right, out, length) => {
    for (let row = 0; row < length; row++) out[row] = left[row]! * right[row]!;
  },
  "/": looped(BINARY["/"]),
  "<": (left, right, out, length) => {
    for (let row = 0; row < length; row++) out[row] = left[row]! < right[row]! ? TRUE : FALSE;
  },
  "<=": looped(BINARY["<="]),
  ">": (left, right, out, length) => {
    for (let row = 0; row < length; row++) out[row] = left[row]! > right[row]! ? TRUE : FALSE;
  },
  ">=": looped(BINARY[">="]),
  "==": looped(BINARY["=="]),
  "!=": looped(BINARY["!="]),
  // A condition looked back at is unknown at first: NaN is neither true nor false.
  and: (left, right, out, length) => {
    for (let row = 0; row < length; row++) out[row] = TRUE === left[row] && TRUE === right[row] ? TRUE : FALSE;
  },
  or: (left, right, out, length) => {
    for (let row = 0; row < length; row++) out[row] = TRUE === left[row] || TRUE === right[row] ? TRUE : FALSE;
  },
};

/** The crossings of `CROSSES` from the second row of a block on; the first needs what came before the block. */
export const COLUMN_CROSSES: ReadonlyMap<string, ColumnOp> = new Map<string, ColumnOp>([
  [
    "crossover",
    (as, bs, out, length) => {
      for (let row = 1; row < length; row++) {
        out[row] = as[row]! > bs[row]! && as[row - 1]! <= bs[row - 1]! ? TRUE : FALSE;
      }
    },
  ],
  [
    "crossunder",
    (as, bs, out, length) => {
      for (let row = 1; row < length; row++) {
        out[row] = as[row]! < bs[row]! && as[row - 1]! >= bs[row - 1]! ? TRUE : FALSE;
      }
    },
  ],
]);
