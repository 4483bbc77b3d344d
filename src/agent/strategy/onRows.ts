import type { Expression } from "../../store/rules/expression.ts";
import type { ColumnCell, ColumnProgram } from "./columnar.ts";
import { BINARY, FALSE, PLAIN, TRUE } from "./operators.ts";

/** A value on a row of the block at hand, worked out when it is asked for. */
export type Point = (row: number) => number;
/** Writes the rows of the block at hand on which a condition holds, oldest first, and says how many. */
export type Finder = (length: number, rows: Int32Array) => number;

/**
 * What an expression comes to on single rows: arithmetic and comparisons are done there and nowhere else, and only what
 * has a memory is a column. For what is asked on few rows, such as the stop of an entry.
 */
export function pointOf(expression: Expression, program: ColumnProgram): Point {
  switch (expression.type) {
    case "unary": {
      const operand = pointOf(expression.operand, program);
      return expression.operator === "-" ? (row) => -operand(row) : (row) => (TRUE === operand(row) ? FALSE : TRUE);
    }
    case "binary": {
      const [left, right] = [pointOf(expression.left, program), pointOf(expression.right, program)];
      const operate = BINARY[expression.operator];
      return (row) => operate(left(row), right(row));
    }
    case "call": {
      const plain = PLAIN.get(expression.name);
      const [a, b] = plain === undefined ? [] : expression.arguments.map((each) => pointOf(each, program));
      if (plain === undefined || a === undefined) return ofCell(program.add(expression));
      return b === undefined ? (row) => plain(a(row), Number.NaN) : (row) => plain(a(row), b(row));
    }
    case "number":
    case "name":
    case "timeframe":
    case "back":
      return ofCell(program.add(expression));
  }
}

const ofCell =
  (cell: ColumnCell): Point =>
  (row) =>
    cell.values[row]!;

/**
 * Where a condition holds. A crossing, alone or as a part of an `and`, holds so seldom that its column is never written:
 * its rows are looked for where the two sides change places, and the other parts are asked on those rows.
 */
export function finderOf(condition: Expression, program: ColumnProgram): Finder {
  const parts = conjuncts(condition);
  const at = parts.findIndex((part) => part.type === "call" && isCrossing(part.name));
  const rare = parts[at];
  if (rare?.type !== "call") return scan(program.add(condition));
  const find = crossings(rare, program);
  const others = parts.toSpliced(at, 1).map((part) => pointOf(part, program));
  if (others.length === 0) return find;
  return (length, rows) => {
    const found = find(length, rows);
    let kept = 0;
    for (let index = 0; index < found; index++) {
      const row = rows[index]!;
      if (others.every((holds) => holds(row) === TRUE)) rows[kept++] = row;
    }
    return kept;
  };
}

const isCrossing = (name: string): boolean => name === "crossover" || name === "crossunder";

function conjuncts(expression: Expression): readonly Expression[] {
  if (expression.type !== "binary" || expression.operator !== "and") return [expression];
  return [...conjuncts(expression.left), ...conjuncts(expression.right)];
}

function scan(cell: ColumnCell): Finder {
  return (length, rows) => {
    const { values } = cell;
    let found = 0;
    for (let row = 0; row < length; row++) if (values[row] === TRUE) rows[found++] = row;
    return found;
  };
}

/** To cross under is the other side's crossing over. */
function crossings({ name, arguments: given }: Expression & { type: "call" }, program: ColumnProgram): Finder {
  const [a, b] = given;
  if (a === undefined || b === undefined) throw new RangeError(`${name} without its two arguments`);
  const { scan, isSwapped } = program.crossings(a, b);
  const isOver = (name === "crossover") !== isSwapped;
  return (_length, rows) => {
    const [from, count] = isOver ? [scan.over, scan.overCount] : [scan.under, scan.underCount];
    for (let index = 0; index < count; index++) rows[index] = from[index]!;
    return count;
  };
}
