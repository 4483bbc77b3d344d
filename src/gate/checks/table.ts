import { alreadyInPosition } from "./alreadyInPosition.ts";
import { approvalRequired } from "./approvalRequired.ts";
import { baseSizeAboveMax } from "./baseSizeAboveMax.ts";
import { clusterExposure } from "./clusterExposure.ts";
import { currencyMismatch } from "./currencyMismatch.ts";
import { dailyLoss } from "./dailyLoss.ts";
import { deltaLimit } from "./deltaLimit.ts";
import { drawdown } from "./drawdown.ts";
import { exitWrongSide } from "./exitWrongSide.ts";
import { expectedShortfall } from "./expectedShortfall.ts";
import { feeBudget } from "./feeBudget.ts";
import { frameSequence } from "./frameSequence.ts";
import { gammaLimit } from "./gammaLimit.ts";
import { grossExposure } from "./grossExposure.ts";
import { impactTooHigh } from "./impactTooHigh.ts";
import { instrumentUnknown } from "./instrumentUnknown.ts";
import { insufficientBalance } from "./insufficientBalance.ts";
import { intentFromFuture } from "./intentFromFuture.ts";
import { intentIdReused } from "./intentIdReused.ts";
import { intentStale } from "./intentStale.ts";
import { leverage } from "./leverage.ts";
import { limitPriceRequired } from "./limitPriceRequired.ts";
import { lookAlike } from "./lookAlike.ts";
import { lossStreak } from "./lossStreak.ts";
import { marketMove } from "./marketMove.ts";
import { marketOrderNotAllowed } from "./marketOrderNotAllowed.ts";
import { metadataStale } from "./metadataStale.ts";
import { netExposure } from "./netExposure.ts";
import { notionalAboveMax } from "./notionalAboveMax.ts";
import { notionalAbovePct } from "./notionalAbovePct.ts";
import { notionalBelowMin } from "./notionalBelowMin.ts";
import { notionalTooSmall } from "./notionalTooSmall.ts";
import { notReconciled } from "./notReconciled.ts";
import { notArmed } from "./notArmed.ts";
import { openOrders } from "./openOrders.ts";
import { openOrdersSymbol } from "./openOrdersSymbol.ts";
import { openRisk } from "./openRisk.ts";
import { orderExpiry } from "./orderExpiry.ts";
import { orderTypeNotAllowed } from "./orderTypeNotAllowed.ts";
import { passiveDistance } from "./passiveDistance.ts";
import { positionCount } from "./positionCount.ts";
import { priceCollar } from "./priceCollar.ts";
import { priceGap } from "./priceGap.ts";
import { pricePrecision } from "./pricePrecision.ts";
import { probationSize } from "./probationSize.ts";
import { productNotTradable } from "./productNotTradable.ts";
import { protocolMismatch } from "./protocolMismatch.ts";
import { quantityAboveMax } from "./quantityAboveMax.ts";
import { quantityBelowMin } from "./quantityBelowMin.ts";
import { quantityNotHeld } from "./quantityNotHeld.ts";
import { quantityPrecision } from "./quantityPrecision.ts";
import { quoteStale } from "./quoteStale.ts";
import { reservations } from "./reservations.ts";
import { restrictedHours } from "./restrictedHours.ts";
import { rhoLimit } from "./rhoLimit.ts";
import { riskPerTrade } from "./riskPerTrade.ts";
import { ruleEntryRate } from "./ruleEntryRate.ts";
import { ruleNotActive } from "./ruleNotActive.ts";
import { ruleSide } from "./ruleSide.ts";
import { ruleSize } from "./ruleSize.ts";
import { ruleSymbol } from "./ruleSymbol.ts";
import { ruleUnknown } from "./ruleUnknown.ts";
import { ruleVersion } from "./ruleVersion.ts";
import { selfCross } from "./selfCross.ts";
import { sellNotCovered } from "./sellNotCovered.ts";
import { shortNotAllowed } from "./shortNotAllowed.ts";
import { spreadTooWide } from "./spreadTooWide.ts";
import { stopRequired } from "./stopRequired.ts";
import { stopTooFar } from "./stopTooFar.ts";
import { stopWrongSide } from "./stopWrongSide.ts";
import { stressLoss } from "./stressLoss.ts";
import { submitRate } from "./submitRate.ts";
import { symbolEntryRate } from "./symbolEntryRate.ts";
import { symbolExposure } from "./symbolExposure.ts";
import { symbolNotAllowed } from "./symbolNotAllowed.ts";
import { thetaLimit } from "./thetaLimit.ts";
import { tradingHalted } from "./tradingHalted.ts";
import { tradingReducing } from "./tradingReducing.ts";
import { turnoverBudget } from "./turnoverBudget.ts";
import { unknownOrder } from "./unknownOrder.ts";
import { valueAtRisk } from "./valueAtRisk.ts";
import { vegaLimit } from "./vegaLimit.ts";
import { venueErrorRate } from "./venueErrorRate.ts";
import { venueUnavailable } from "./venueUnavailable.ts";
import { weeklyLoss } from "./weeklyLoss.ts";
import type { Check } from "./check.ts";

/** The ladder, rung by rung. All are evaluated and reported; one "no" is enough. Adding a check is one file, one row. */
export const checks: readonly Check[] = [
  tradingHalted,
  tradingReducing,
  notArmed,
  notReconciled,
  venueUnavailable,
  venueErrorRate,
  restrictedHours,
  protocolMismatch,
  frameSequence,
  intentIdReused,
  ruleUnknown,
  ruleVersion,
  ruleNotActive,
  ruleSymbol,
  ruleSide,
  ruleSize,
  probationSize,
  ruleEntryRate,
  lossStreak,
  symbolNotAllowed,
  instrumentUnknown,
  productNotTradable,
  metadataStale,
  currencyMismatch,
  intentStale,
  intentFromFuture,
  quoteStale,
  priceGap,
  marketMove,
  orderTypeNotAllowed,
  marketOrderNotAllowed,
  limitPriceRequired,
  orderExpiry,
  pricePrecision,
  quantityPrecision,
  quantityBelowMin,
  quantityAboveMax,
  baseSizeAboveMax,
  notionalBelowMin,
  notionalTooSmall,
  notionalAboveMax,
  notionalAbovePct,
  priceCollar,
  passiveDistance,
  spreadTooWide,
  impactTooHigh,
  selfCross,
  lookAlike,
  shortNotAllowed,
  alreadyInPosition,
  symbolExposure,
  clusterExposure,
  grossExposure,
  netExposure,
  leverage,
  positionCount,
  insufficientBalance,
  reservations,
  turnoverBudget,
  feeBudget,
  submitRate,
  symbolEntryRate,
  openOrders,
  openOrdersSymbol,
  unknownOrder,
  stopRequired,
  stopWrongSide,
  stopTooFar,
  riskPerTrade,
  openRisk,
  dailyLoss,
  weeklyLoss,
  drawdown,
  deltaLimit,
  gammaLimit,
  vegaLimit,
  thetaLimit,
  rhoLimit,
  valueAtRisk,
  expectedShortfall,
  stressLoss,
  approvalRequired,
  quantityNotHeld,
  sellNotCovered,
  exitWrongSide,
];
