import type { MarkCandle } from "../../src/gate/decide/command.ts";
import type { Candle } from "../../src/store/market/candle.ts";
import { fromNumber } from "../../src/store/money.ts";

/** A closed candle as the gate books it. */
export const markOf = (symbol: string, { high, low, close }: Candle): MarkCandle => ({
  symbol,
  high: fromNumber(high),
  low: fromNumber(low),
  close: fromNumber(close),
});
