import test from "ava";
import type { Blocked } from "../../../src/loops/counterfactual/blocked.ts";
import { checkValue, checkValues, checkValuesOfRule } from "../../../src/loops/counterfactual/checkValue.ts";
import { portfolioValues } from "../../../src/loops/counterfactual/portfolioValue.ts";
import { bestThreshold } from "../../../src/loops/counterfactual/threshold.ts";
import { normal, seededRandom } from "../../../src/store/random.ts";

const block = (i: number, r: number | null, by: readonly string[] = ["SPREAD_TOO_WIDE"], ruleId = "r1"): Blocked => ({
  intentId: `i${i}`,
  ruleId,
  day: `d${Math.floor(i / 5)}`,
  by,
  kind: "denied",
  share: 1,
  outcome: r === null ? "pending" : "closed",
  r,
});
const many = (n: number, mean: number, by?: readonly string[]) => {
  const random = seededRandom(`${mean}`);
  return Array.from({ length: n }, (_, i) => block(i, mean + normal(random), by));
};

test("a check that blocked losers saved, one that blocked winners cost, and the sentence has the interval", (t) => {
  const saves = checkValue("SPREAD_TOO_WIDE", many(150, -0.5));
  t.is(saves.verdict, "saves");
  t.true(saves.net.low > 0 && saves.net.total < 150);
  t.regex(saves.sentence, /^SPREAD_TOO_WIDE blocked 150 alone and 0 with others: saved \d+\.\d R \(90 %: \d/);
  const costs = checkValue("SPREAD_TOO_WIDE", many(150, 0.5));
  t.is(costs.verdict, "costs");
  t.true(Math.abs(costs.lossesAvoidedR - costs.winsForgoneR - costs.net.total) < 1e-9);
});

test("too few blocks are insufficient data, with how many are missing", (t) => {
  const value = checkValue("SPREAD_TOO_WIDE", many(12, -0.5));
  t.is(value.verdict, "insufficient data");
  t.true(value.moreNeeded > 50);
  t.regex(value.sentence, /insufficient data, \d+ more days; about \d+ more/);
});

test("two checks that stood against the same entries share them equally, and together are the whole", (t) => {
  const all = many(60, -0.4, ["SPREAD_TOO_WIDE", "IMPACT_TOO_HIGH"]);
  const [a, b] = checkValues(all);
  const joint = -all.reduce((sum, { r }) => sum + (r ?? 0), 0);
  t.is(a?.net.total, b?.net.total);
  t.true(Math.abs((a?.net.total ?? 0) + (b?.net.total ?? 0) - joint) < 1e-9);
  t.like(a, { unique: 0, shared: 60, verdict: "insufficient data" }, "what it never blocked alone says little of it");
});

test("a check that guards against ruin is never said to cost, however many winners it blocked", (t) => {
  const value = checkValue("DAILY_LOSS", many(300, 1, ["DAILY_LOSS"]));
  t.is(value.verdict, "non-negotiable");
  t.regex(value.sentence, /kept whatever it costs; the worst twentieth would have brought -\d\.\d+ R each/);
});

test("what is still running, or belongs to another rule, counts in nothing", (t) => {
  const all = [block(1, -1), block(2, null), block(3, 5, ["SPREAD_TOO_WIDE"], "r2")];
  const [value] = checkValuesOfRule("r1", all);
  t.like(value, { unique: 1, unresolved: 1, lossesAvoidedR: 1, winsForgoneR: 0 });
});

test("the account's replay gives each check its share, and never switches a safety check off", (t) => {
  const asked: string[] = [];
  // Either of A and B is enough to keep a loss of 4 R out; C costs 2 R by itself.
  const replay = (off: ReadonlySet<string>): number => {
    asked.push([...off].join(" "));
    return (off.has("AAA") && off.has("BBB") ? -4 : 0) + (off.has("CCC") ? 2 : 0);
  };
  t.deepEqual(portfolioValues(["AAA", "BBB", "CCC", "DRAWDOWN"], replay), [
    { code: "AAA", aloneR: 0, shareR: 2 },
    { code: "BBB", aloneR: 0, shareR: 2 },
    { code: "CCC", aloneR: -2, shareR: -2 },
  ]);
  t.false(asked.some((off) => off.includes("DRAWDOWN")));
  t.is(asked.length, 8, "every set once");
});

test("the threshold that would have kept most is found, and none where keeping all is best", (t) => {
  const samples = Array.from({ length: 100 }, (_, i) => ({ feature: i, r: i < 40 ? -0.5 : 0.5 }));
  t.deepEqual(bestThreshold(samples), { keep: "above", value: 39.5, gainR: 20 });
  t.is(bestThreshold(samples.map((each) => ({ ...each, r: 1 }))), null);
  t.is(bestThreshold(samples.slice(0, 30)), null, "too few for two sides");
});
