import { conjunctsOf } from "../../../store/rules/fingerprint.ts";
import { allOf } from "../genome.ts";
import { type Operator, pick } from "../operator.ts";

/** Where a market stands, as conditions without anything to fit: which way, how strongly, how widely it swings. */
const REGIMES = [
  ["a rising market", "close > sma(close, 200)"],
  ["a falling market", "close < sma(close, 200)"],
  ["a market that trends", "adx(14) > 25"],
  ["a market that ranges", "adx(14) < 20"],
  ["a wild market", "atr_pct(14) > sma(atr_pct(14), 200)"],
  ["a quiet market", "atr_pct(14) < sma(atr_pct(14), 200)"],
] as const;

/** Lets the rule enter in one regime only. */
export const regimeGate: Operator = {
  name: "regime gate",
  vary(parent, { random }) {
    const conjuncts = conjunctsOf(parent.entry);
    const free = REGIMES.filter(([, condition]) => !conjuncts.includes(condition));
    if (free.length === 0) return null;
    const [regime, condition] = pick(free, random);
    return {
      document: { ...parent, entry: allOf([...conjuncts, condition]) },
      change: `only in ${regime}: "${condition}"`,
    };
  },
};
