import { alreadyInPosition } from "./alreadyInPosition.ts";
import type { Check } from "./check.ts";
import { currencyMismatch } from "./currencyMismatch.ts";
import { exitWrongSide } from "./exitWrongSide.ts";
import { grossExposure } from "./grossExposure.ts";
import { instrumentUnknown } from "./instrumentUnknown.ts";
import { insufficientBalance } from "./insufficientBalance.ts";
import { intentFromFuture } from "./intentFromFuture.ts";
import { intentStale } from "./intentStale.ts";
import { limitPriceRequired } from "./limitPriceRequired.ts";
import { notionalAboveMax } from "./notionalAboveMax.ts";
import { notionalAbovePct } from "./notionalAbovePct.ts";
import { notionalBelowMin } from "./notionalBelowMin.ts";
import { openOrders } from "./openOrders.ts";
import { orderTypeNotAllowed } from "./orderTypeNotAllowed.ts";
import { positionCount } from "./positionCount.ts";
import { priceCollar } from "./priceCollar.ts";
import { pricePrecision } from "./pricePrecision.ts";
import { quantityAboveMax } from "./quantityAboveMax.ts";
import { quantityBelowMin } from "./quantityBelowMin.ts";
import { quantityNotHeld } from "./quantityNotHeld.ts";
import { quantityPrecision } from "./quantityPrecision.ts";
import { quoteStale } from "./quoteStale.ts";
import { riskPerTrade } from "./riskPerTrade.ts";
import { ruleNotActive } from "./ruleNotActive.ts";
import { ruleSymbol } from "./ruleSymbol.ts";
import { ruleUnknown } from "./ruleUnknown.ts";
import { ruleVersion } from "./ruleVersion.ts";
import { shortNotAllowed } from "./shortNotAllowed.ts";
import { stopRequired } from "./stopRequired.ts";
import { stopTooFar } from "./stopTooFar.ts";
import { stopWrongSide } from "./stopWrongSide.ts";
import { submitRate } from "./submitRate.ts";
import { symbolExposure } from "./symbolExposure.ts";
import { symbolNotAllowed } from "./symbolNotAllowed.ts";
import { tradingHalted } from "./tradingHalted.ts";
import { tradingReducing } from "./tradingReducing.ts";
import { unknownOrder } from "./unknownOrder.ts";
import { venueUnavailable } from "./venueUnavailable.ts";

/** The ladder, rung by rung. All are evaluated and reported; one "no" is enough. Adding a check is one file, one row. */
export const checks: readonly Check[] = [
  tradingHalted,
  tradingReducing,
  venueUnavailable,
  ruleUnknown,
  ruleVersion,
  ruleNotActive,
  ruleSymbol,
  symbolNotAllowed,
  instrumentUnknown,
  currencyMismatch,
  intentStale,
  intentFromFuture,
  quoteStale,
  orderTypeNotAllowed,
  limitPriceRequired,
  pricePrecision,
  quantityPrecision,
  quantityBelowMin,
  quantityAboveMax,
  notionalBelowMin,
  notionalAboveMax,
  notionalAbovePct,
  priceCollar,
  shortNotAllowed,
  alreadyInPosition,
  symbolExposure,
  grossExposure,
  positionCount,
  insufficientBalance,
  submitRate,
  openOrders,
  unknownOrder,
  stopRequired,
  stopWrongSide,
  stopTooFar,
  riskPerTrade,
  quantityNotHeld,
  exitWrongSide,
];
