import test from "ava";
import * as fc from "fast-check";
import { directionOf } from "../../../src/gate/rulebook/direction.ts";
import type { RuleDocument } from "../../../src/store/rules/document.ts";
import type { Direction } from "../../../src/store/words/proposal.ts";
import { rule } from "../facts.ts";

const BASE = rule("trend", {
  symbols: ["BTC/USD", "ETH/USD"],
  size: { riskPct: 0.5 },
  entry: "close > open and volume > 0",
  exit: { stop: "2 * atr(14)", target: "3R", trail: "none", timeBars: 96, when: "close < open" },
});
const exit = (change: Partial<RuleDocument["exit"]>): Partial<RuleDocument> => ({ exit: { ...BASE.exit, ...change } });
const slow = (min: number, max: number, value = 20): Partial<RuleDocument> => ({
  params: { ...BASE.params, slow: { value, min, max } },
});

const CHANGES: readonly (readonly [Direction, law: string, change: Partial<RuleDocument>])[] = [
  ["neutral", "nothing but the version", { version: 9 }],
  ["neutral", "another thesis, which nothing acts on", { thesis: "the same rule in other words" }],
  ["neutral", "symbols in another order, and twice", { symbols: ["ETH/USD", "BTC/USD", "ETH/USD"] }],
  ["neutral", "an entry that is only spelled otherwise", { entry: "(close>open)  and ((volume > 0.0))" }],
  ["neutral", "an entry whose conditions stand in another order", { entry: "volume > 0 and close > open" }],
  ["tighten", "one symbol fewer", { symbols: ["ETH/USD"] }],
  ["tighten", "probation", { status: "probation" }],
  ["tighten", "a pause", { status: "paused" }],
  ["tighten", "retirement", { status: "retired" }],
  ["tighten", "a smaller size of the same kind", { size: { riskPct: 0.4 } }],
  ["tighten", "a narrower bound above", slow(5, 49)],
  ["tighten", "a narrower bound below", slow(6, 50)],
  [
    "tighten",
    "one more condition of the entry, after",
    { entry: "close > open and volume > 0 and (low > 1 or high > 2)" },
  ],
  ["tighten", "one more condition of the entry, before", { entry: "hl2 > 1 and (close > open and volume > 0)" }],
  ["tighten", "several of these at once", { symbols: ["BTC/USD"], size: { riskPct: 0.1 }, thesis: "less of it all" }],
  ["loosen", "one symbol more", { symbols: ["BTC/USD", "ETH/USD", "SOL/USD"] }],
  ["loosen", "any symbol", { symbols: "any" }],
  ["loosen", "another symbol, though fewer", { symbols: ["SOL/USD"] }],
  ["loosen", "a larger size", { size: { riskPct: 0.6 } }],
  ["loosen", "a size of another kind, however small", { size: { notional: 1 } }],
  ["loosen", "all there is", { size: { allIn: true } }],
  ["loosen", "a wider bound", slow(4, 50)],
  ["loosen", "a bound wider on one side and narrower on the other", slow(4, 40)],
  ["loosen", "another value within the bounds", slow(5, 50, 21)],
  ["loosen", "a parameter more", { params: { ...BASE.params, k: { value: 1, min: 1, max: 1 } } }],
  ["loosen", "a parameter fewer", { params: {} }],
  ["loosen", "one condition of the entry fewer", { entry: "close > open" }],
  ["loosen", "a choice where a condition was", { entry: "close > open or volume > 0" }],
  [
    "loosen",
    "an entry that only looks like one more condition",
    { entry: "not (close > open) and volume > 0 and 1 > 0" },
  ],
  ["loosen", "an entry that cannot be read", { entry: "close > open and volume > 0 and" }],
  ["loosen", "a closer stop: it is hit more often, and the size grows", exit({ stop: "1 * atr(14)" })],
  ["loosen", "a further stop", exit({ stop: "3 * atr(14)" })],
  ["loosen", "another target", exit({ target: "2R" })],
  ["loosen", "a trail", exit({ trail: "atr(14)" })],
  ["loosen", "fewer candles: the next entry comes sooner", exit({ timeBars: 48 })],
  ["loosen", "one more way out: the next entry comes sooner", exit({ when: "close < open or close < low" })],
  ["loosen", "the other side", { side: "short" }],
  ["loosen", "another timeframe", { timeframe: "1h" }],
  ["loosen", "a longer warm-up, which nobody proved", { warmupBars: 100 }],
  ["loosen", "a tighter size beside a looser entry", { size: { riskPct: 0.1 }, entry: "close > open" }],
  ["loosen", "a pause of what is another rule: it may be resumed", { status: "paused", entry: "close > 0" }],
  ["loosen", "additions to what gains", { scale: { atR: 1, steps: 1, pct: 10 } }],
  ["loosen", "another rule altogether", { id: "other" }],
];

for (const [direction, law, change] of CHANGES) {
  test(`${direction}: ${law}`, (t) => {
    const after = { ...BASE, version: 2, ...change };
    t.is(directionOf(BASE, after), direction);
    const back = directionOf(after, BASE);
    if (direction === "neutral") t.is(back, "neutral");
    if (direction === "tighten") t.is(back, "loosen");
    if (direction === "loosen") t.not(back, "neutral");
  });
}

test("a new rule loosens, unless it does not trade", (t) => {
  const statuses = ["active", "probation", "paused", "retired"] as const;
  t.deepEqual(
    statuses.map((status) => directionOf(undefined, { ...BASE, status })),
    ["loosen", "loosen", "neutral", "neutral"],
  );
});

const one = <Key extends keyof RuleDocument>(key: Key, ...values: RuleDocument[Key][]) =>
  fc.constantFrom(...values).map((value): Partial<RuleDocument> => ({ [key]: value }));
const bound = fc.tuple(fc.integer({ min: 5, max: 7 }), fc.integer({ min: 48, max: 50 }), fc.constantFrom(20, 21));
/** Changes near each other, so that documents often compare. */
const anyChange = fc.oneof(
  one("status", "active", "probation", "paused", "retired"),
  one("symbols", "any", ["BTC/USD"], ["ETH/USD"], ["BTC/USD", "ETH/USD"], ["ETH/USD", "BTC/USD"]),
  one("size", { riskPct: 0.5 }, { riskPct: 0.4 }, { riskPct: 0.3 }, { fixed: 1 }, { fixed: 2 }, { allIn: true }),
  bound.map(([min, max, value]) => slow(min, max, value)),
  fc
    .subarray(["close > open", "volume > 0", "(low > 1 or high > 2)", "hl2>1"], { minLength: 1 })
    .map((all) => ({ entry: all.join(" and ") })),
  one("thesis", "it rises when it rises", "it falls when it falls"),
  one("timeframe", "any", "5m"),
  fc.constantFrom<RuleDocument["exit"]["timeBars"][]>(96, 48, "none").map((timeBars) => exit({ timeBars })),
);
const changed = (from: RuleDocument, changes: readonly Partial<RuleDocument>[]): RuleDocument =>
  Object.assign({}, from, ...changes) as RuleDocument;
const few = fc.array(anyChange, { maxLength: 2 });
/** Three documents, each not far from the one before. */
const chain = fc.tuple(fc.array(anyChange, { maxLength: 4 }), few, few).map(([first, second, third]) => {
  const a = changed(BASE, first);
  const b = changed(a, second);
  return [a, b, changed(b, third)] as const;
});
const RUNS = { numRuns: 10_000, seed: 20_261_122 };

test("every rule is neutral to itself; what tightens on the way there loosens on the way back", (t) => {
  const seen = { tighten: 0, neutral: 0, loosen: 0 };
  fc.assert(
    fc.property(chain, ([a, b]) => {
      const [there, back] = [directionOf(a, b), directionOf(b, a)];
      seen[there] += 1;
      if (directionOf(a, a) !== "neutral") throw new Error("not neutral to itself");
      if ((there === "neutral") !== (back === "neutral")) throw new Error("neutral one way only");
      if (there === "tighten" && back !== "loosen") throw new Error(`tightens, and back ${back}`);
    }),
    RUNS,
  );
  for (const [direction, times] of Object.entries(seen)) t.true(times > 500, `${direction} ${times}`);
});

test("nobody loosens in steps that are each no looser, and a step that tightens is not lost on the way", (t) => {
  let chains = 0;
  fc.assert(
    fc.property(chain, ([a, b, c]) => {
      const [first, second] = [directionOf(a, b), directionOf(b, c)];
      if (first === "loosen" || second === "loosen") return;
      if (first !== "neutral" || second !== "neutral") chains += 1;
      const whole = directionOf(a, c);
      const wanted = first === "tighten" || second === "tighten" ? "tighten" : "neutral";
      if (whole !== wanted) throw new Error(`${first}, ${second}, and together ${whole}`);
    }),
    RUNS,
  );
  t.true(chains > 500, `${chains} chains`);
});
