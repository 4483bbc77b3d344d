import { adx } from "./adx.ts";
import { atr, atrPercent, natr } from "./atr.ts";
import { bollingerLower, bollingerMiddle, bollingerPlace, bollingerUpper } from "./bollinger.ts";
import { highest, lowest } from "./donchian.ts";
import { ema } from "./ema.ts";
import type { Indicator } from "./indicator.ts";
import { keltnerLower, keltnerMiddle, keltnerUpper } from "./keltner.ts";
import { macdHistogram, macdLine, macdSignal } from "./macd.ts";
import { change, momentum } from "./momentum.ts";
import { obv } from "./obv.ts";
import { rma } from "./rma.ts";
import { roc } from "./roc.ts";
import { rsi } from "./rsi.ts";
import { sma } from "./sma.ts";
import { stddev } from "./stddev.ts";
import { trueRange } from "./true-range.ts";
import { vwap } from "./vwap.ts";
import { wma } from "./wma.ts";
import { zscore } from "./zscore.ts";

const ROWS: readonly Indicator[] = [
  sma,
  ema,
  wma,
  rma,
  stddev,
  zscore,
  rsi,
  roc,
  momentum,
  change,
  highest,
  lowest,
  macdLine,
  macdSignal,
  macdHistogram,
  bollingerMiddle,
  bollingerUpper,
  bollingerLower,
  bollingerPlace,
  keltnerMiddle,
  keltnerUpper,
  keltnerLower,
  trueRange,
  atr,
  atrPercent,
  natr,
  adx,
  obv,
  vwap,
];

/** Every indicator by its name in the language; the contract test runs over this table. */
export const INDICATORS: ReadonlyMap<string, Indicator> = new Map(ROWS.map((each) => [each.name, each]));
