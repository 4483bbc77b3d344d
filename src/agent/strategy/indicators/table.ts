import { adx } from "./adx.ts";
import { aroonDown, aroonUp } from "./aroon.ts";
import { atr, atrPercent, natr } from "./atr.ts";
import { bollingerLower, bollingerMiddle, bollingerPlace, bollingerUpper } from "./bollinger.ts";
import { cci } from "./cci.ts";
import {
  donchianLower,
  donchianMiddle,
  donchianUpper,
  ichimokuA,
  ichimokuB,
  ichimokuBase,
  ichimokuConversion,
} from "./channel.ts";
import { directionalMinus, directionalPlus } from "./directional.ts";
import { highest, lowest } from "./donchian.ts";
import { ema } from "./ema.ts";
import type { Indicator } from "./indicator.ts";
import { kama } from "./kama.ts";
import { keltnerLower, keltnerMiddle, keltnerUpper } from "./keltner.ts";
import { macdHistogram, macdLine, macdSignal } from "./macd.ts";
import { dema, hma, tema, vwma } from "./means.ts";
import { change, momentum } from "./momentum.ts";
import { obv } from "./obv.ts";
import { psar } from "./psar.ts";
import { percentRank, percentile } from "./rank.ts";
import { linearRegression, linearSlope } from "./regression.ts";
import { regimeTrend, regimeVolatility } from "./regime.ts";
import { rma } from "./rma.ts";
import { roc } from "./roc.ts";
import { rsi } from "./rsi.ts";
import { sma } from "./sma.ts";
import { stddev } from "./stddev.ts";
import { stochastic, stochasticD, stochasticK, stochasticRsiD, stochasticRsiK, williamsR } from "./stochastic.ts";
import { supertrend, supertrendDirection } from "./supertrend.ts";
import { trueRange } from "./true-range.ts";
import { accumulation, moneyFlow, moneyFlowIndex } from "./volumeFlow.ts";
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
  hma,
  vwma,
  dema,
  tema,
  kama,
  linearRegression,
  linearSlope,
  percentRank,
  percentile,
  stochastic,
  stochasticK,
  stochasticD,
  williamsR,
  stochasticRsiK,
  stochasticRsiD,
  cci,
  accumulation,
  moneyFlow,
  moneyFlowIndex,
  directionalPlus,
  directionalMinus,
  aroonUp,
  aroonDown,
  donchianUpper,
  donchianLower,
  donchianMiddle,
  ichimokuConversion,
  ichimokuBase,
  ichimokuA,
  ichimokuB,
  supertrend,
  supertrendDirection,
  psar,
  regimeTrend,
  regimeVolatility,
];

/** Every indicator by its name in the language; the contract test runs over this table. */
export const INDICATORS: ReadonlyMap<string, Indicator> = new Map(ROWS.map((each) => [each.name, each]));
