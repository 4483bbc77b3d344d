import { readRulesFile } from "../../../src/store/rules/read.ts";
import type { RuleDocument } from "../../../src/store/rules/document.ts";
import type { Soil } from "../../../src/loops/evolution/operator.ts";
import { seededRandom } from "../../../src/store/random.ts";

export const starters: readonly RuleDocument[] = readRulesFile("rules/starter.yaml");

/** The starter rules with everything an operator may draw on. */
export const soil = (seed: number | string): Soil => ({
  random: seededRandom(seed),
  incumbents: starters.map((each) => ({ ...each, symbols: ["BTC/USD"], timeframe: "5m" })),
  hints: starters.map(({ id }) => ({ ruleId: id, feature: "rsi(close, 14)", keep: "below" as const, value: 61.23456 })),
  symbols: ["BTC/USD", "ETH/USD"],
  timeframes: ["5m", "1h"],
});
