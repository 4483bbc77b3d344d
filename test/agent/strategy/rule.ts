import { ruleDocument } from "../../../src/store/rules/document.ts";
import { type ValidRule, validateRule } from "../../../src/store/rules/validate.ts";

/** A valid rule with those parts; plain ones for the rest. */
export function ruleWith(changes: Record<string, unknown> & { exit?: Record<string, unknown> }): ValidRule {
  const plain = {
    id: "test-rule",
    version: 2,
    status: "active",
    symbols: ["BTC/USD"],
    timeframe: "any",
    side: "long",
    entry: "close > open",
    size: { riskPct: 0.5 },
    thesis: "buyers are in charge; wrong if the close falls below the open",
  };
  return validateRule(ruleDocument.parse({ ...plain, ...changes, exit: { stop: "1", ...changes.exit } }));
}
