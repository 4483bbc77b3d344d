import type { RuleDocument } from "../../../store/rules/document.ts";
import { type Operator, pick } from "../operator.ts";

/** Takes a rule to another symbol or another timeframe: a new rule, that stands beside the old one. */
export const transfer: Operator = {
  name: "transfer",
  vary(parent, { random, symbols, timeframes }) {
    const places = [
      ...symbols.filter((symbol) => parent.symbols !== "any" && !parent.symbols.includes(symbol)).map(onSymbol(parent)),
      ...timeframes.filter((each) => parent.timeframe !== "any" && each !== parent.timeframe).map(onTimeframe(parent)),
    ];
    return places.length === 0 ? null : pick(places, random);
  },
};

const MAX_ID = 40;
const named = (parent: RuleDocument, suffix: string): string =>
  `${parent.id.slice(0, MAX_ID - suffix.length - 1)}-${suffix.toLowerCase().replaceAll(/[^a-z0-9]/g, "")}`;

const onSymbol = (parent: RuleDocument) => (symbol: string) => ({
  document: { ...parent, id: named(parent, symbol), symbols: [symbol] },
  change: `${parent.id} on ${symbol}`,
});

const onTimeframe = (parent: RuleDocument) => (timeframe: Exclude<RuleDocument["timeframe"], "any">) => ({
  document: { ...parent, id: named(parent, timeframe), timeframe },
  change: `${parent.id} on candles of ${timeframe}`,
});
