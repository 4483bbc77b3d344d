import { conjunctsOf } from "../../../store/rules/fingerprint.ts";
import { allOf } from "../genome.ts";
import { type Operator, pick } from "../operator.ts";

/** Usual conditions of the field, each with nothing to fit. */
const FILTERS = [
  "close > ema(close, 200)",
  "close < ema(close, 200)",
  "volume > sma(volume, 20)",
  "rsi(close, 14) < 70",
  "rsi(close, 14) > 30",
  "zscore(close, 50) < 2",
  "zscore(close, 50) > -2",
  "bb_pct(close, 20, 2) < 1",
  "close > vwap()",
  "close < vwap()",
  "roc(close, 12) > 0",
  "roc(close, 48) > 0",
  "true_range() < 2 * atr(14)",
] as const;

/** Asks for one more condition. */
export const filterAdd: Operator = {
  name: "filter add",
  vary(parent, { random }) {
    const conjuncts = conjunctsOf(parent.entry);
    const free = FILTERS.filter((each) => !conjuncts.includes(each));
    if (free.length === 0) return null;
    const added = pick(free, random);
    return { document: { ...parent, entry: allOf([...conjuncts, added]) }, change: `only if "${added}"` };
  },
};
