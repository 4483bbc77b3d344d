import type { ExecutionContext } from "ava";
import { columnOf } from "../../../../src/agent/strategy/indicators/indicator.ts";
import { INDICATORS } from "../../../../src/agent/strategy/indicators/table.ts";
import type { Candle } from "../../../../src/store/market/candle.ts";
import { columnsOf } from "../walk.ts";

/** Our column of that name over those candles; the input is the close unless another is given. */
export function ours(
  name: string,
  constants: readonly number[],
  all: readonly Candle[],
  input?: readonly number[],
): Float64Array {
  const indicator = INDICATORS.get(name);
  if (!indicator) throw new Error(`no indicator ${name}`);
  return columnOf(indicator, constants, columnsOf(all), input && Float64Array.from(input));
}

/** Equal within 1e-9 of their size; values near zero, of the price's. */
export function agree(t: ExecutionContext, actual: Float64Array, expected: readonly (number | null)[], from = 0): void {
  let compared = 0;
  for (let row = from; row < actual.length; row++) {
    const [mine, theirs] = [actual[row] ?? Number.NaN, expected[row]];
    if (theirs === null || theirs === undefined) continue;
    compared++;
    const scale = Math.max(Math.abs(theirs), 1e-3);
    if (!(Math.abs(mine - theirs) <= 1e-9 * scale)) t.fail(`row ${row}: ${mine} is not ${theirs}`);
  }
  t.true(compared > Math.min(100, actual.length / 3), `only ${compared} rows compared`);
}
